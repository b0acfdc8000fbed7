# shellcheck shell=bash
# up and down. Sourced by ./weir.

help_up() {
  cat <<'TEXT'
usage: ./weir up [--workers N] [--no-kernel] [--detach]

Starts the daemon, a sample service and an Envoy in front of it, prints the addresses, and stays
until Ctrl-C or './weir down'. With root and BPF it makes the interface weir0, on which the kernel
hooks sit, and the network namespace weir-clients at its other end.

  --workers N   worker threads of Envoy (2)
  --no-kernel   leave the kernel plane off
  --detach      come back when everything is up

examples:
  ./weir up
  ./weir up --workers 4 --no-kernel
TEXT
}

verb_up() {
  WORKERS=2 KERNEL=on REASON='' DETACH=''
  local given=("$@")
  while [ $# -gt 0 ]; do
    case $1 in
      --workers) [[ ${2:-} =~ ^[1-9][0-9]?$ ]] || fail_usage "--workers needs a number from 1 to 99"
        WORKERS=$2
        shift ;;
      --no-kernel) KERNEL=off REASON='--no-kernel was asked for' ;;
      --detach) DETACH=yes ;;
      *) fail_usage "unknown option '$1'; see './weir up --help'" ;;
    esac
    shift
  done
  if [ -n "$DETACH" ]; then
    up_detached "${given[@]}"
  else
    up_attached
  fi
}

# Starts a script of its own that stays, and waits until it is ready or has given up.
up_detached() {
  local words=() word pid
  for word in "$@"; do
    [ "$word" = --detach ] || words+=("$word")
  done
  if up_runs; then fail "one is running already: './weir status' says where, './weir down' ends it"; fi
  mkdir -p "$RUN/log" "$RUN/state"
  rm -f "$RUN/state/ready"
  setsid "$ROOT/weir" up "${words[@]}" >"$RUN/log/up.log" 2>&1 </dev/null &
  pid=$!
  while [ ! -e "$RUN/state/ready" ]; do
    if [ ! -e "/proc/$pid" ]; then
      cat "$RUN/log/up.log" >&2
      exit 1
    fi
    sleep 0.1
  done
  cat "$RUN/log/up.log"
}

up_runs() { noted_process up >/dev/null; }

up_attached() {
  mkdir -p "$RUN/state" "$RUN/log" "$RUN/rules"
  exec 8>"$RUN/up.lock"
  if ! flock -n 8; then
    fail "one is running already: './weir status' says where, './weir down' ends it"
  fi
  note_process up $$
  trap take_down EXIT
  trap 'exit 0' INT TERM HUP
  need_weir
  clear_remains
  note_process up $$
  choose_ports
  choose_kernel
  write_settings
  start_parts
  touch "$RUN/state/ready"
  print_addresses
  stay
}

# What a run that was killed has left: its processes, its network.
clear_remains() {
  if compgen -G "$RUN/state/*.pid" >/dev/null || [ -e "$RUN/state/network" ]; then
    end_parts
  fi
  rm -rf "$RUN/state"
  mkdir -p "$RUN/state"
}

choose_ports() {
  HTTP_PORT=$(free_port 10080)
  UPSTREAM_PORT=$(free_port 10081 "$HTTP_PORT")
  ADMIN_PORT=$(free_port 9901)
  XDS_PORT=$(free_port 18000)
  SSH_PORT=$(free_port 8101)
}

choose_kernel() {
  [ "$KERNEL" = on ] || return 0
  REASON=$(kernel_obstacle)
  if [ -z "$REASON" ] && ! make_network; then
    REASON="the interface $INTERFACE could not be made"
  fi
  [ -z "$REASON" ] || KERNEL=off
}

# What the other verbs read.
write_settings() {
  local name
  for name in HTTP_PORT UPSTREAM_PORT ADMIN_PORT XDS_PORT SSH_PORT KERNEL REASON WORKERS; do
    printf '%s=%q\n' "$name" "${!name}"
  done >"$RUN/state/settings"
}

start_parts() {
  say "starting the daemon, the sample service and Envoy"
  prepare_daemon
  start_daemon
  start_upstream
  wait_until 60 karaf listens "$XDS_PORT" || part_failed karaf
  start_envoy
  wait_until 30 upstream listens "$UPSTREAM_PORT" || part_failed upstream
  wait_until 30 envoy envoy_ready || part_failed envoy
  wait_until 60 karaf daemon_answers || part_failed karaf
  wait_until 20 karaf filter_in_place ||
    say "the filter is not in Envoy yet; './weir shell weir:hooks' tells why"
}

part_failed() {
  tail -n 15 "$RUN/log/$1.out" "$RUN/log/$1.log" "$RUN/karaf/data/log/karaf.log" >&2 2>/dev/null || true
  fail "$1 did not come up; see the end of its log above"
}

print_addresses() {
  local files=("$RUN"/rules/*.y*ml)
  [ -e "${files[0]}" ] || files=()
  cat <<TEXT
Weir is up.
  service   http://127.0.0.1:$HTTP_PORT through Envoy ($WORKERS workers), http://127.0.0.1:$UPSTREAM_PORT itself
  rules     .run/rules (${#files[@]} files); examples in distribution/src/main/sample/rules
  envoy     http://127.0.0.1:$ADMIN_PORT
  shell     ./weir shell, or ssh -p $SSH_PORT admin@127.0.0.1 (password in .run/karaf/etc/admin.password)
TEXT
  if [ "$KERNEL" = on ]; then
    echo "  kernel    hooks on $INTERFACE; http://$ADDRESS:$HTTP_PORT from: ip netns exec $NAMESPACE …"
  else
    echo "  kernel    off: $REASON"
  fi
}

# Until a signal, or until a part ends by itself.
stay() {
  local part
  while true; do
    for part in karaf upstream envoy; do
      noted_process "$part" >/dev/null || part_ended "$part"
    done
    # In the background, so that a signal is taken at once.
    sleep 0.5 8>&- &
    wait $! || true
  done
}

part_ended() {
  tail -n 15 "$RUN/log/$1.out" "$RUN/log/$1.log" >&2 2>/dev/null || true
  fail "$1 has ended; taking everything down"
}

end_parts() {
  end_process envoy 5
  end_process karaf 30
  end_process upstream 5
  remove_network
}

take_down() {
  local status=$?
  trap '' INT TERM HUP
  end_parts
  rm -rf "$RUN/state"
  exit "$status"
}

help_down() {
  cat <<'TEXT'
usage: ./weir down

Takes down what './weir up' started, and what a run that was killed has left: processes, the
interface, the namespace, everything pinned. Nothing running is no failure.
TEXT
}

verb_down() {
  [ $# -eq 0 ] || fail_usage "unknown option '$1'; see './weir down --help'"
  local pid='' tries=900
  if pid=$(noted_process up); then
    kill -TERM "$pid" 2>/dev/null || true
    while noted_process up >/dev/null && [ "$tries" -gt 0 ]; do
      sleep 0.05
      tries=$((tries - 1))
    done
    if up_runs; then fail "./weir up (process $pid) does not end"; fi
    say "down"
  fi
  if [ -e "$RUN/state" ]; then
    clear_remains
    rm -rf "$RUN/state"
    say "cleared what a run that was killed had left"
  elif [ -z "$pid" ]; then
    say "nothing is running"
  fi
}
