// Reads objects of Istio, one JSON document a line, with Istio's own types: an unknown field, a
// word that is none of an enumeration, or a value of the wrong type is an error.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	extensions "istio.io/api/extensions/v1alpha1"
	networking "istio.io/api/networking/v1alpha3"
)

type object struct {
	APIVersion string            `json:"apiVersion"`
	Kind       string            `json:"kind"`
	Metadata   map[string]string `json:"metadata"`
	Spec       json.RawMessage   `json:"spec"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		if err := check(lines.Bytes()); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

func check(line []byte) error {
	var o object
	if err := json.Unmarshal(line, &o); err != nil {
		return err
	}
	var spec proto.Message
	switch o.APIVersion + "/" + o.Kind {
	case "extensions.istio.io/v1alpha1/WasmPlugin":
		spec = &extensions.WasmPlugin{}
	case "networking.istio.io/v1alpha3/EnvoyFilter":
		spec = &networking.EnvoyFilter{}
	default:
		return fmt.Errorf("there is no %s/%s", o.APIVersion, o.Kind)
	}
	if err := protojson.Unmarshal(o.Spec, spec); err != nil {
		return fmt.Errorf("%s %s: %w", o.Kind, o.Metadata["name"], err)
	}
	return nil
}
