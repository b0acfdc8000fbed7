# shellcheck shell=bash
# What every verb uses: messages, ports, processes. Sourced by ./weir.

# Progress and trouble go to standard error: standard output is what was asked for.
say() { printf 'weir: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Exit status 2: the command line was wrong and nothing was done.
fail_usage() {
  say "$*"
  exit 2
}

have() { command -v "$1" >/dev/null 2>&1; }

is_root() { [ "$(id -u)" -eq 0 ]; }

# The word of $2 that is nearest to $1 by edit distance.
nearest() {
  awk -v word="$1" -v words="$2" '
    function min(a, b) { return a < b ? a : b }
    function distance(a, b,    i, j, d, cost) {
      for (i = 0; i <= length(a); i++) d[i, 0] = i
      for (j = 0; j <= length(b); j++) d[0, j] = j
      for (i = 1; i <= length(a); i++)
        for (j = 1; j <= length(b); j++) {
          cost = substr(a, i, 1) != substr(b, j, 1)
          d[i, j] = min(min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost)
        }
      return d[length(a), length(b)]
    }
    BEGIN {
      count = split(words, list, " ")
      for (i = 1; i <= count; i++) {
        far = distance(word, list[i])
        if (i == 1 || far < best) { best = far; name = list[i] }
      }
      print name
    }'
}

# A text as a JSON string.
json_string() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//[[:cntrl:]]/ }
  printf '"%s"' "$text"
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The first free port from $1 on that is none of the others given; a preferred one may be taken.
free_port() {
  local port=$1 last=$(($1 + 200))
  shift
  while listens "$port" || [[ " $* " == *" $port "* ]]; do
    port=$((port + 1))
    [ "$port" -le "$last" ] || fail "no free port from $1 to $last"
  done
  echo "$port"
}

# When a process started, in clock ticks since boot: with its id it names it for good. One that has
# ended and waits for its parent is none.
start_time() {
  local line
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  # shellcheck disable=SC2086 # fields are separated by spaces; the name in parentheses is cut off
  set -- ${line##*) }
  [ "$1" != Z ] && echo "${20}"
}

# Notes a process of ours under a name, so that a later call finds it, or finds that it is gone.
note_process() { echo "$2 $(start_time "$2")" >"$RUN/state/$1.pid"; }

# The id of the process noted under a name; fails when it does not run, or is another's by now.
noted_process() {
  local pid start
  { read -r pid start <"$RUN/state/$1.pid"; } 2>/dev/null || return 1
  [ "$(start_time "$pid")" = "$start" ] && echo "$pid"
}

# Ends the process noted under a name: asks, waits up to $2 seconds, and then insists.
end_process() {
  local pid tries=$(($2 * 20))
  if pid=$(noted_process "$1"); then
    kill -TERM "$pid" 2>/dev/null || true
    while noted_process "$1" >/dev/null && [ "$tries" -gt 0 ]; do
      sleep 0.05
      tries=$((tries - 1))
    done
    if noted_process "$1" >/dev/null; then
      say "$1 (process $pid) did not end within $2 s; killed"
      kill -KILL "$pid" 2>/dev/null || true
    fi
  fi
  rm -f "$RUN/state/$1.pid"
}

# Waits up to $1 seconds until the rest of the line succeeds, while the process noted as $2 runs.
wait_until() {
  local deadline=$((SECONDS + $1)) name=$2
  shift 2
  until "$@"; do
    noted_process "$name" >/dev/null || return 1
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

# Sets KEY to VALUE in a properties file, where the key is; adds it where it is not.
set_property() {
  local file=$1 key=$2 value=$3 pattern=${2//./\\.}
  if grep -q "^[[:space:]]*${pattern}[[:space:]]*=" "$file" 2>/dev/null; then
    sed -i "s|^[[:space:]]*${pattern}[[:space:]]*=.*|$key = $value|" "$file"
  else
    printf '%s = %s\n' "$key" "$value" >>"$file"
  fi
}

# A path as seen from the root of the repository.
relative() { echo "${1#"$ROOT"/}"; }
