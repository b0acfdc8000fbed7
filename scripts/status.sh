# shellcheck shell=bash
# status and shell: what runs, and how to talk to it. Sourced by ./weir.

help_status() {
  cat <<'TEXT'
usage: ./weir status [--json]

Says what runs and where; the exit status is 3 when nothing does, or not all of it yet. Kernel plane:
on when every kernel hook is in place, degraded when one is not, off when none can be.
Paths are relative to the root of the repository.
TEXT
}

verb_status() {
  local json=''
  case "${1:-}" in
    '') ;;
    --json) json=yes ;;
    *) fail_usage "unknown option '$1'; see './weir status --help'" ;;
  esac
  if ! up_runs || [ ! -e "$RUN/state/ready" ]; then
    [ -z "$json" ] || echo '{"running":false}'
    if up_runs; then say "starting"; else say "nothing is running: './weir up' starts it"; fi
    exit 3
  fi
  load_settings
  judge_kernel
  if [ -n "$json" ]; then status_json; else status_text; fi
}

load_settings() {
  # shellcheck disable=SC1091 # written by up
  . "$RUN/state/settings"
}

# Sets KERNEL and REASON to what the daemon says of its hooks.
judge_kernel() {
  [ "$KERNEL" = on ] || return 0
  local table
  if ! table=$(daemon_shell "$SSH_PORT" 'weir:hooks' 2>/dev/null); then
    KERNEL=degraded REASON="the daemon does not answer"
    return
  fi
  IFS='|' read -r KERNEL REASON < <(judge_hooks <<<"$table") || true
}

# STATE|REASON of the kernel plane, from the table of hooks; fields have no spaces up to STATE.
judge_hooks() {
  awk '
    NR == 1 { state = index($0, "STATE"); detail = index($0, "DETAIL"); next }
    $3 == "kernel" || $3 == "driver" {
      all++
      is = substr($0, state, index(substr($0, state) "  ", "  ") - 1)
      if (is == "attached") { there++ }
      else { why = why (why ? "; " : "") $1 " is " is ": " substr($0, detail) }
    }
    END {
      gsub(/\|/, "/", why)
      if (!all) print "off|no kernel hook is installed"
      else if (there == all) print "on|"
      else print (there ? "degraded|" : "off|") why
    }'
}

status_json() {
  printf '{"running":true,"envoy":{"http":"127.0.0.1:%s","admin":"127.0.0.1:%s"},' "$HTTP_PORT" "$ADMIN_PORT"
  printf '"upstream":"127.0.0.1:%s","interface":"%s","rules":".run/rules",' "$UPSTREAM_PORT" "$INTERFACE"
  printf '"karaf":{"ssh":%s,"user":"admin","passwordFile":".run/karaf/etc/admin.password"},' "$SSH_PORT"
  if [ -e "$RUN/state/network" ]; then
    printf '"network":{"namespace":"%s","address":"%s","clients":["%s","%s"]},' \
      "$NAMESPACE" "$ADDRESS" "${CLIENTS[@]}"
  fi
  printf '"kernel":"%s","reason":%s}\n' "$KERNEL" "$(json_string "$REASON")"
}

status_text() {
  print_addresses_of_status
  if [ "$KERNEL" = on ]; then
    echo "kernel    on: hooks on $INTERFACE, clients in namespace $NAMESPACE"
  else
    echo "kernel    $KERNEL: $REASON"
  fi
}

print_addresses_of_status() {
  cat <<TEXT
service   127.0.0.1:$HTTP_PORT through Envoy, 127.0.0.1:$UPSTREAM_PORT itself
envoy     127.0.0.1:$ADMIN_PORT
rules     .run/rules
shell     127.0.0.1:$SSH_PORT, user admin, password in .run/karaf/etc/admin.password
TEXT
}

help_shell() {
  cat <<'TEXT'
usage: ./weir shell [COMMAND]

Runs one command in the running daemon; its exit status is 0 when the command did what was asked.
Without a command: a shell, until 'logout' or Ctrl-D.

examples:
  ./weir shell weir:hooks
  ./weir shell 'weir:rules --json'
  ./weir shell 'config:property-set -p dev.weir.manager kernel.enabled false'
TEXT
}

verb_shell() {
  if ! up_runs || [ ! -e "$RUN/state/settings" ]; then
    fail "nothing is running: './weir up' starts it"
  fi
  load_settings
  if [ $# -gt 0 ]; then
    daemon_shell "$SSH_PORT" "$*"
  else
    ssh -q -t -F /dev/null -i "$RUN/ssh/key" -p "$SSH_PORT" -o IdentitiesOnly=yes \
      -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile="$RUN/ssh/known_hosts" admin@127.0.0.1
  fi
}
