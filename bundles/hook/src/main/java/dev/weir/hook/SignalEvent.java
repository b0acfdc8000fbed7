package dev.weir.hook;

/** What signals count: Sentinel's events, and the kernel's. */
public enum SignalEvent {
  /** Requests, or new connections of a port, that were let through. */
  PASS,
  /** Requests, connections or packets that a rule refused. */
  BLOCK,
  /** Packets seen. */
  PACKETS,
  /** Bytes seen, from the network header on. */
  BYTES
}
