# shellcheck shell=bash
# What a run of tests came to: which failed, which were slow, how many passed. Sourced by ./weir.

# How many failures are named, and how many slow classes.
readonly NAMED_FAILURES=20 NAMED_SLOW=10

# A file that is older than every report of this run.
begin_counting() {
  mkdir -p "$RUN/log"
  rm -f "$RUN/log/demo.json" "$RUN/log/pages.json"
  touch "$RUN/log/test.begin"
  echo "$RUN/log/test.begin"
}

# The closing lines: Surefire's and Failsafe's reports since $1, whether the build failed ($2), and the
# lines of the demo and of pages, in files.
close_tests() {
  local passed failed skipped results=$RUN/log/results begin=$1 status=$2 file
  shift 2
  {
    read_reports "$begin"
    for file in "$@"; do read_lines "$file"; done
  } >"$results"
  read -r passed failed skipped < <(count_tests "$results")
  slowest_tests "$results"
  failing_tests "$results"
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    say "no test failed, but the build did: see above"
  fi
  if [ "$skipped" -gt 0 ]; then echo "$skipped skipped"; fi
  echo "$passed passed, $failed failed"
  [ "$status" -eq 0 ] && [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

read_reports() {
  find "$ROOT" -path '*/target/*-reports/TEST-*.xml' -newer "$1" -print0 2>/dev/null |
    xargs -0 -r awk -f "$ROOT/scripts/reports.awk"
}

# A file's lines as lines of such fields: 'line' ok, what, expected, seen.
read_lines() {
  [ -f "$1" ] || return 0
  awk '
    function value(    text) {
      text = $0; sub(/^[^:]*: */, "", text); sub(/,? *$/, "", text)
      if (text ~ /^"/) text = substr(text, 2, length(text) - 2)
      gsub(/\\"/, "\"", text); gsub(/\t/, " ", text)
      return text
    }
    /^ *"line" *:/ { what = value() }
    /^ *"expected" *:/ { expected = value() }
    /^ *"seen" *:/ { seen = value() }
    /^ *"ok" *:/ { print "line\t" value() "\t" what "\t" expected "\t" seen }' "$1"
}

count_tests() {
  awk -F '\t' '
    $1 == "test" || $1 == "line" { tests++ }
    $1 == "skipped" { skipped++ }
    $1 == "bad" || $1 == "line" && $2 != "true" { failed++ }
    END { print tests - failed - skipped, failed + 0, skipped + 0 }' "$1"
}

slowest_tests() {
  local slowest
  slowest=$(awk -F '\t' '$1 == "class" { printf "%9.1f s  %s\n", $3, $2 }' "$1" | sort -rn |
    awk -v most="$NAMED_SLOW" 'NR <= most')
  [ -z "$slowest" ] || printf 'The slowest test classes:\n%s\n' "$slowest"
}

# Nothing where all passed.
failing_tests() {
  awk -F '\t' -v most="$NAMED_FAILURES" '
    function told(text) { return length(text) > 300 ? substr(text, 1, 300) "..." : text }
    $1 == "bad" { text = $2 ": " told($3) }
    $1 == "line" && $2 != "true" { text = $3 ": expected " told($4) ", seen " told($5) }
    $1 == "bad" || $1 == "line" && $2 != "true" {
      if (!count++) print "Failed:"
      if (count <= most) print "  " text
    }
    END { if (count > most) print "  and " count - most " more" }' "$1"
}
