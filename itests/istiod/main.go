// Command istiod is the control plane of an Istio mesh that exported objects are tried in, unchanged:
// the module proxy has its source, and no registry that tests may use has its binary.
package main

import (
	"os"

	"istio.io/istio/pilot/cmd/pilot-discovery/app"
)

func main() {
	if err := app.NewRootCommand().Execute(); err != nil {
		os.Exit(1)
	}
}
