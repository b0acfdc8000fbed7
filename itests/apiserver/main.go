// Command kube-apiserver is the Kubernetes API server that the tests of rule sources talk to,
// unchanged: the module proxy has its source, and no registry that tests may use has its binary.
package main

import (
	"os"

	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() {
	os.Exit(cli.Run(app.NewAPIServerCommand()))
}
