package dev.weir.libbpf;

/** Where a program sits at an interface. */
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
  TCX_EGRESS;

  /** Whether this is one of the XDP modes. */
  public boolean xdp() {
    return this == XDP_AUTO || this == XDP_NATIVE || this == XDP_GENERIC;
  }
}
