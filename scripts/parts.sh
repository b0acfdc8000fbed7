# shellcheck shell=bash
# The parts that run: daemon, sample service, Envoy. Each is started in a session of its own, so
# that Ctrl-C reaches the script alone and parts go down in order. Sourced by ./weir.

# A private copy of the distribution, with this run's settings.
prepare_daemon() {
  local etc=$RUN/karaf/etc
  rm -rf "$RUN/karaf"
  cp -r "$ROOT/distribution/target/assembly" "$RUN/karaf"
  set_property "$etc/org.apache.karaf.shell.cfg" sshPort "$SSH_PORT"
  set_property "$etc/dev.weir.source.file.cfg" folder "$RUN/rules"
  set_property "$etc/dev.weir.envoy.cfg" xds.port "$XDS_PORT"
  set_property "$etc/dev.weir.envoy.cfg" envoy.admin "127.0.0.1:$ADMIN_PORT"
  [ "$KERNEL" = on ] || set_property "$etc/dev.weir.manager.cfg" kernel.enabled false
  make_key "$etc"
}

# A key pair of this run, that opens the daemon's shell without the password.
make_key() {
  rm -rf "$RUN/ssh"
  mkdir -m 700 "$RUN/ssh"
  ssh-keygen -q -t ecdsa -b 256 -N '' -C weir -f "$RUN/ssh/key"
  local kind key comment
  read -r kind key comment <"$RUN/ssh/key.pub"
  : "$kind" "$comment"
  set_property "$1/keys.properties" admin "$key,_g_:admingroup"
}

start_daemon() {
  setsid "$RUN/karaf/bin/karaf" daemon >"$RUN/log/karaf.out" 2>&1 </dev/null 8>&- &
  note_process karaf $!
}

# The sample service, compiled when its source is newer than its class.
start_upstream() {
  local classes=$RUN/upstream source=$ROOT/distribution/src/main/sample/Upstream.java
  if [ ! -f "$classes/Upstream.class" ] || [ "$source" -nt "$classes/Upstream.class" ]; then
    mkdir -p "$classes"
    "$JAVA_HOME/bin/javac" -d "$classes" "$source"
  fi
  setsid "$JAVA_HOME/bin/java" -Xmx64m -XX:+UseSerialGC -cp "$classes" Upstream "$UPSTREAM_PORT" \
    >"$RUN/log/upstream.log" 2>&1 </dev/null 8>&- &
  note_process upstream $!
}

start_envoy() {
  local more='[]'
  if [ "$KERNEL" = on ]; then
    more="[{address: {socket_address: {address: $ADDRESS, port_value: $HTTP_PORT}}}]"
  fi
  sed -e "s|@ADMIN_PORT@|$ADMIN_PORT|g" -e "s|@XDS_PORT@|$XDS_PORT|g" \
    -e "s|@HTTP_PORT@|$HTTP_PORT|g" -e "s|@UPSTREAM_PORT@|$UPSTREAM_PORT|g" \
    -e "/^[^#]/s|@ADDITIONAL_ADDRESSES@|$more|g" \
    "$ROOT/distribution/src/main/sample/envoy.yaml.in" >"$RUN/envoy.yaml"
  rm -f "$RUN/log/envoy.log"
  setsid "$ENVOY" -c "$RUN/envoy.yaml" --concurrency "$WORKERS" --disable-hot-restart \
    --log-level warning --log-path "$RUN/log/envoy.log" >"$RUN/log/envoy.out" 2>&1 </dev/null 8>&- &
  note_process envoy $!
}

envoy_ready() {
  local answer
  exec 3<>"/dev/tcp/127.0.0.1/$ADMIN_PORT" || return 1
  printf 'GET /ready HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n\r\n' >&3
  read -r -t 2 answer <&3 || answer=
  exec 3<&-
  [[ $answer == *" 200 "* ]]
} 2>/dev/null

# One command in the daemon's shell, its output as it comes, its status. Karaf closes the connection
# without waiting until the exit status is sent, so a word that the shell says after the command
# tells that it succeeded. Karaf also colours its errors, and ssh tells who closed first: neither is
# for people.
daemon_shell() {
  local port=$1 mark=weir-done-$RANDOM$RANDOM statuses
  shift
  ssh -q -T -F /dev/null -i "$RUN/ssh/key" -p "$port" -o IdentitiesOnly=yes -o BatchMode=yes \
    -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile="$RUN/ssh/known_hosts" \
    -o ConnectTimeout=5 admin@127.0.0.1 "$*"$'\n'"shell:echo $mark" </dev/null \
    2> >(sed -u '/^Connection to .* closed by remote host/d' >&2) |
    sed -u -e 's/\x1b\[[0-9;]*m//g' -e "/$mark\$/{s///;/^\$/Q7;q7}" &&
    statuses=("${PIPESTATUS[@]}") || statuses=("${PIPESTATUS[@]}")
  if [ "${statuses[1]}" -eq 7 ]; then
    return 0
  elif [ "${statuses[0]}" -eq 255 ] && listens "$port"; then
    return 1
  fi
  return "${statuses[0]}"
}

daemon_answers() { daemon_shell "$SSH_PORT" 'weir:hooks' >/dev/null 2>&1; }

# Whether the filter has been put into Envoy.
filter_in_place() {
  local hooks
  hooks=$(daemon_shell "$SSH_PORT" 'weir:hooks' 2>/dev/null) && [[ $hooks == *$'\nhttp '*' attached  '* ]]
}
