package dev.weir.libbpf;

/** Where a program sits: at an interface, in a control group, in a network namespace. */
public enum AttachType {
  /** XDP in the driver; in the kernel's generic path where the driver cannot. */
  XDP_AUTO,
  /** XDP in the driver or not at all. */
  XDP_NATIVE,
  /** XDP in the generic path, after the packet has got its buffer. */
  XDP_GENERIC,
  /** tc, as a tcx link, on what comes in; Linux 6.6. */
  TCX_INGRESS,
  /** tc, as a tcx link, on what goes out; Linux 6.6. */
  TCX_EGRESS,
  /** Events of the TCP sockets of a control group. */
  SOCK_OPS,
  /** connect(2) over IPv4 by processes of a control group. */
  CONNECT4,
  /** connect(2) over IPv6 by processes of a control group. */
  CONNECT6,
  /** The end of sockets of a control group. */
  SOCK_RELEASE,
  /** Which socket gets a first packet, in the network namespace of this process. */
  SK_LOOKUP,
  /**
   * A tracepoint of the kernel, whose section names it ({@code tp_btf/NAME}). Such a link takes no
   * other program: a new version begins beside the old, which then ends, and meanwhile both run.
   */
  TRACEPOINT;

  /** Whether this is one of the XDP modes. */
  public boolean xdp() {
    return this == XDP_AUTO || this == XDP_NATIVE || this == XDP_GENERIC;
  }

  /** Whether it sits in a control group. */
  public boolean cgroup() {
    return this == SOCK_OPS || this == CONNECT4 || this == CONNECT6 || this == SOCK_RELEASE;
  }

  /** Whether it sits at an interface. */
  public boolean device() {
    return xdp() || this == TCX_INGRESS || this == TCX_EGRESS;
  }
}
