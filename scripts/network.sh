# shellcheck shell=bash
# The sample network that the kernel hooks sit on: one end of a veth pair here, the other in a
# namespace where clients live. Sourced by ./weir.

readonly INTERFACE=weir0 PEER=weir0-peer NAMESPACE=weir-clients
readonly ADDRESS=198.18.0.1
readonly CLIENTS=(198.18.0.2 198.18.0.3)
readonly PINS=/sys/fs/bpf/weir

# Why the kernel plane cannot be had; nothing when it can.
kernel_obstacle() {
  if ! is_root; then
    echo "not root: BPF programs and network namespaces need it"
  elif ! have ip; then
    echo "iproute2 is not installed"
  elif [[ $(ldconfig -p) != *libbpf.so.1* ]]; then
    echo "libbpf1 is not installed"
  elif ! mountpoint -q /sys/fs/bpf && ! mount -t bpf bpf /sys/fs/bpf 2>/dev/null; then
    echo "no BPF file system at /sys/fs/bpf, and it cannot be mounted"
  elif have bpftool && ! bpftool prog show >/dev/null 2>&1; then
    echo "the kernel refuses bpf(2) here"
  elif [ -e "/sys/class/net/$INTERFACE" ] || [ -e "/run/netns/$NAMESPACE" ]; then
    echo "$INTERFACE or namespace $NAMESPACE is there already, and another's"
  elif [ -e "$PINS" ]; then
    echo "$PINS is there already: another Weir's hooks are pinned there"
  fi
}

# Makes the network; leaves nothing when it fails. From here on it is ours to take down.
make_network() {
  touch "$RUN/state/network"
  if ! create_links; then
    remove_network
    return 1
  fi
}

create_links() {
  local client
  ip netns add "$NAMESPACE" &&
    ip link add "$INTERFACE" type veth peer name "$PEER" netns "$NAMESPACE" &&
    ip link set "$INTERFACE" addrgenmode none &&
    ip address add "$ADDRESS/24" dev "$INTERFACE" &&
    ip link set "$INTERFACE" up &&
    ip -n "$NAMESPACE" link set "$PEER" addrgenmode none &&
    ip -n "$NAMESPACE" link set lo up &&
    ip -n "$NAMESPACE" link set "$PEER" up || return 1
  for client in "${CLIENTS[@]}"; do
    ip -n "$NAMESPACE" address add "$client/24" dev "$PEER" || return 1
  done
}

# Takes down the network and what is pinned, if this clone made them.
remove_network() {
  [ -e "$RUN/state/network" ] || return 0
  [ ! -e "/sys/class/net/$INTERFACE" ] || ip link delete "$INTERFACE" || true
  [ ! -e "/run/netns/$NAMESPACE" ] || ip netns delete "$NAMESPACE" || true
  [ ! -e "$PINS" ] || rm -rf "$PINS"
  rm -f "$RUN/state/network"
}
