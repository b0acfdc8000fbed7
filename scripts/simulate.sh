# shellcheck shell=bash
# simulate: rules on traffic that is past. Sourced by ./weir.

help_simulate() {
  cat <<'TEXT'
usage: ./weir simulate RULES TRACE [--json | --summary]
       ./weir simulate --from-envoy-log LOG

Plays a trace against rules on a virtual clock and prints what they decide, one JSON line for each
call: {"id":"e1","verdict":"pass"}, {"id":"e2","verdict":"wait","waitMs":37.5} or
{"id":"e3","verdict":"block","by":"flow"}. Nothing is enforced, and nothing needs to run.

  RULES                 a file of rules as the daemon reads it (YAML), or Sentinel's JSON arrays
                        under the keys flow, circuitBreaker, hotspot, isolation and system
  TRACE                 JSON lines in order of time, or - for standard input
  --json                decisions, the default
  --summary             tables in place of decisions: what passes, waits and is blocked of each
                        resource, and what each rule blocks
  --from-envoy-log LOG  prints the trace of an Envoy's access log of JSON lines (- for standard
                        input): start_time, method and path, best also duration and response_code

A bad rule or line ends it: file, line and cause on standard error, exit status 2.
docs/simulate.md has the formats and an example.

examples:
  ./weir simulate rules.yaml trace.jsonl
  ./weir simulate --from-envoy-log access.log | ./weir simulate rules.yaml - --summary
TEXT
}

verb_simulate() {
  need_packages openjdk-17-jdk-headless maven
  need_java
  need_build simulate bundles/simulate
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g \
    -cp "$(echo "$ROOT"/bundles/simulate/target/dev.weir.simulate-*-SNAPSHOT.jar):$ROOT/bundles/simulate/target/lib/*" \
    dev.weir.simulate.Simulate "$@"
}
