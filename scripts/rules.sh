# shellcheck shell=bash
# rules: rule files checked and rewritten without a daemon. Sourced by ./weir.

help_rules() {
  cat <<'TEXT'
usage: ./weir rules check [--json] FILE...
       ./weir rules print FILE...

Reads rules as the daemon does, in every format that it reads: OpenSergo's objects, Sentinel's
objects and JSON arrays, Weir's own. Nothing is enforced, and nothing needs to run.

  check   says what is wrong: document, line, column, field, what was expected, the nearest valid word
  print   writes the rules as objects of weir.dev, one for each rule
  FILE    a file, or a folder of .yaml, .yml and .json files; all are read together, so that objects
          may refer to each other
  --json  one JSON object with files, rules and problems

The exit status is 0 when nothing is wrong, and 2 otherwise. docs/rules.md has the formats.

examples:
  ./weir rules check rules/
  ./weir rules print FlowRule.json > rules.yaml
TEXT
}

verb_rules() {
  need_packages openjdk-17-jdk-headless maven
  need_java
  need_build rules bundles/opensergo
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx512m \
    -cp "$(echo "$ROOT"/bundles/opensergo/target/dev.weir.opensergo-*-SNAPSHOT.jar):$ROOT/bundles/opensergo/target/lib/*" \
    dev.weir.opensergo.check.Check "$@"
}
