# shellcheck shell=bash
# demo, bench and test: the programs that show, measure and check. Sourced by ./weir.

help_demo() {
  cat <<'TEXT'
usage: ./weir demo [--json FILE] [--no-kernel]

Tells the story of Weir on real traffic, from nothing to nothing: starts it, checks each line, takes
it down. The exit status is 0 only if every line held. Lines that need the kernel plane are left out
where it cannot be had, and that is said.

  --json FILE   writes the lines there too
  --no-kernel   without the kernel plane
TEXT
}

verb_demo() {
  need_weir
  run_demo "$@"
}

run_demo() {
  "$JAVA_HOME/bin/java" -jar "$ROOT"/itests/story/target/dev.weir.itests.story-*-SNAPSHOT.jar \
    --weir "$ROOT/weir" "$@"
}

help_bench() {
  cat <<'TEXT'
usage: ./weir bench [NAME...] [--json FILE] [--table FILE] [--swaps N] [--requests N] [--seconds N]

Measures Weir beside its peers in the same run, and prints the ratios; the exit status is 0 only if
every goal was reached.

  NAME          decision, envoy, footprint, kernel, sight, swaps, signals or rules; all when none
                is given; only when named, for they take long: exact, updates and soak
  --json FILE   writes the rows there too
  --swaps N     how often swaps swaps each hook, 1000 when not given
  --table FILE  has sight write its page there: docs/what-the-kernel-can-see.md
  --requests N  how many soak makes; 10,000,000 unless said otherwise
  --seconds N   how long each case of exact lasts; 60 unless said otherwise
TEXT
}

verb_bench() {
  need_packages "${PACKAGES[@]}" wrk
  need_java
  need_envoy
  local modules=itests/bench
  if names_bench rules "$@"; then
    need_stores
    need_peer
    modules=itests/bench,distribution
  fi
  if names_bench envoy "$@"; then
    need_peers_in_envoy
  fi
  if names_bench live "$@"; then
    need_packages nftables
  fi
  need_node
  need_build bench "$modules"
  "$JAVA_HOME/bin/java" -jar "$ROOT"/itests/bench/target/dev.weir.itests.bench-*-SNAPSHOT.jar \
    --root "$ROOT" --envoy "$ENVOY" --node "$NODE" "$@"
}

# Whether a command line of bench names the one in $1, or none and so all.
names_bench() {
  local name=$1 all=true
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --json | --table | --swaps | --requests | --seconds) [ $# -eq 1 ] || shift ;;
      "$name") return 0 ;;
      *) all=false ;;
    esac
    shift
  done
  "$all"
}

help_test() {
  cat <<'TEXT'
usage: ./weir test [unit | docs [PAGE...] | mesh | hostile [--callbacks N] [--seed N] | conformance [--sentinel FOLDER] [TRACE | --seed N] [--decisions N] [--case N]
                   [--kind KIND] [--engine jvm|endive|v8|wasm]]

Builds everything with every check, runs all tests against the real things (Karaf, Envoy, the
kernel, sentinel-golang), then the demo and what pages of the documentation give to try; ends with
'N passed, N failed'.

  unit          only what needs no server and no root
  docs          the commands that pages print, docs/filters.md and the SDK's unless said otherwise,
                typed as they stand there beside a Weir that runs; what they print must be what the page
                says
  mesh          exported objects in a real mesh: an API server, istiod and an Envoy as a sidecar; by
                hand, as root, and slow the first time, when istiod is built (Go 1.26)
  hostile       the filters in the hands of a proxy that does everything wrong, 1,000,000 callbacks
                in Endive and in V8 together unless said otherwise; the seed is printed
  conformance   the engine beside sentinel-golang alone: random rules and traces, whose seed is
                printed, or the lines of TRACE, with both decisions under each call;
                --engine endive and --engine v8 compare the engine as a proxy has it, compiled to
                Wasm, --engine wasm the same in an interpreter, which is slow; --sentinel FOLDER is
                with the sources there, of a Sentinel that knows patterns
TEXT
}

verb_test() {
  case "${1:-}" in
    '') test_all ;;
    unit) test_unit ;;
    mesh) test_mesh ;;
    docs)
      shift
      test_docs "$@"
      ;;
    hostile)
      shift
      test_hostile "$@"
      ;;
    conformance)
      shift
      test_conformance "$@"
      ;;
    *) fail_usage "there are no tests '$1'; see './weir test --help'" ;;
  esac
}

test_unit() {
  need_packages "${PACKAGES[@]}"
  need_java
  local begin status=0
  begin=$(begin_counting)
  # Without the modules that have nothing but integration tests, or nothing to test.
  run_maven test -Dquick -pl '!features,!distribution,!itests/karaf' || status=1
  close_tests "$begin" "$status"
}

test_docs() {
  if [ "${1:-}" = --help ]; then
    help_test
    return
  fi
  need_weir
  need_build pages wasm-targets/export,docs/examples/key-filter
  if [ $# -gt 0 ]; then run_pages "$@"; else run_pages "${PAGES[@]}"; fi
}

# Pages whose commands are typed, with the Envoy that Weir runs on PATH for them.
readonly PAGES=(docs/filters.md wasm-targets/sdk/README.md)

run_pages() {
  PATH=$(dirname "$ENVOY"):$PATH "$JAVA_HOME/bin/java" \
    -cp "$(echo "$ROOT"/itests/story/target/dev.weir.itests.story-*-SNAPSHOT.jar)" \
    dev.weir.story.Pages --weir "$ROOT/weir" "$@"
}

test_hostile() {
  if [ "${1:-}" = --help ]; then
    help_test
    return
  fi
  need_packages "${PACKAGES[@]}"
  need_java
  need_node
  need_build hostile itests/hostile
  "$JAVA_HOME/bin/java" -jar \
    "$ROOT"/itests/hostile/target/dev.weir.itests.hostile-*-SNAPSHOT.jar --node "$NODE" "$@"
}

test_conformance() {
  if [ "${1:-}" = --help ]; then
    help_test
    return
  fi
  need_packages "${PACKAGES[@]}"
  need_java
  if [ "${1:-}" = --sentinel ]; then
    need_oracle_of "${2:-}"
    shift 2
  else
    need_oracle
  fi
  [[ " $* " != *' --engine v8 '* ]] || need_node
  need_build conformance itests/conformance
  "$JAVA_HOME/bin/java" -jar \
    "$ROOT"/itests/conformance/target/dev.weir.itests.conformance-*-SNAPSHOT.jar "$@"
}

test_all() {
  need_packages "${PACKAGES[@]}" wrk
  need_java
  need_envoy
  need_node
  need_stores
  need_oracle
  need_istio_check
  local begin status=0
  begin=$(begin_counting)
  # A test that fails stops neither the other modules nor the demo; the closing line counts it. A
  # test process that dies leaves no report to count, and is found in the log.
  run_maven verify -Dmaven.test.failure.ignore=true | tee "$RUN/log/test.log" || status=1
  if grep -qE 'error in the fork|forked VM terminated' "$RUN/log/test.log"; then
    status=1
  fi
  if [ "$status" -eq 0 ]; then
    mkdir -p "$ROOT/target"
    sources_digest | (cd "$ROOT/target" && tee weir-run.stamp weir-export.stamp >weir-pages.stamp)
    run_demo --json "$RUN/log/demo.json" || status=1
    run_pages --json "$RUN/log/pages.json" "${PAGES[@]}" || status=1
  else
    say "the build failed, so neither demo nor pages were run"
  fi
  close_tests "$begin" "$status" "$RUN/log/demo.json" "$RUN/log/pages.json"
}

run_maven() { (cd "$ROOT" && mvn -B --fail-at-end "$@" </dev/null); }
