# shellcheck shell=bash
# export: rules and filters as files, for proxies that no daemon is connected to. Sourced by ./weir.

help_export() {
  cat <<'TEXT'
usage: ./weir export envoy RULES... [--out DIR] [--listen HOST:PORT] [--upstream HOST:PORT]...
                                    [--admin HOST:PORT] [--modules DIR] [--daemon HOST:PORT]
       ./weir export istio RULES... [--out DIR] [--modules URL] [--namespace NAMESPACE]
                                    [--selector KEY=VALUE]... [--as WasmPlugin|EnvoyFilter]
                                    [--daemon HOST:PORT]

Writes rules, and the filters that enforce them, for proxies that run without a daemon. What is
written is what the daemon would deliver; a rule that no filter enforces is named, with the reason.

  envoy        a static bootstrap, envoy.yaml: one listener with the filters, one upstream
  istio        objects for the sidecars of a mesh, istio.yaml
  RULES        files of rules as the daemon reads them, and folders of such files
  --out        where to; a folder, made if need be (weir-export)
  --modules    where the proxy finds the modules, if not in that folder: a folder for envoy; for
               istio a URL without the file's name, of file, http, https or oci
  --listen     where clients connect (127.0.0.1:10080)
  --upstream   the service behind; again for each host of it (127.0.0.1:8080)
  --admin      Envoy's admin interface (127.0.0.1:9901)
  --namespace  of the objects (default)
  --selector   a label of the workloads; may be given again (all workloads of the namespace)
  --as         WasmPlugin, which Istio fetches and checks, or EnvoyFilter, whose counts all filters
               of a proxy share
  --daemon     the xDS port of a Weir that tells the proxies the load, CPU and memory of its host;
               without it rules that need them are left out; for istio with --as EnvoyFilter

A bad rule or option ends it with exit status 2, and nothing is written.

examples:
  ./weir export envoy orders.yaml --upstream 127.0.0.1:8080 && envoy -c weir-export/envoy.yaml
  ./weir export istio orders.yaml --modules https://modules.example.com/weir --selector app=orders
TEXT
}

verb_export() {
  need_packages openjdk-17-jdk-headless maven
  need_java
  need_build export wasm-targets/export
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx512m \
    -cp "$(echo "$ROOT"/wasm-targets/export/target/dev.weir.wasm.export-*-SNAPSHOT.jar):$ROOT/wasm-targets/export/target/lib/*" \
    dev.weir.wasm.export.Export "$@"
}
