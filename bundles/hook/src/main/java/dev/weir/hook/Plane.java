package dev.weir.hook;

/** Where a hook sits, cheapest first: a rule goes to the first plane that can enforce it. */
public enum Plane {
  /** The NIC driver: XDP. */
  DRIVER,
  /** The kernel: tc, sockets. */
  KERNEL,
  /** Envoy. */
  PROXY
}
