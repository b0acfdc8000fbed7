package dev.weir.hook;

/** What signals count: Sentinel's events, and the kernel's. */
public enum SignalEvent {
  /**
   * Requests that were let through; of a port, new connections as they arrive: what a later hook
   * refuses of them is in {@link #BLOCK} too.
   */
  PASS,
  /** Requests, connections or packets that a rule refused. */
  BLOCK,
  /** Packets seen. */
  PACKETS,
  /** Bytes seen, from the network header on. */
  BYTES,
  /** Connections that have come about; calls that came in and whose end will be told. */
  ESTABLISHED,
  /**
   * Connections and calls that have ended: those established and not complete are there at once.
   */
  COMPLETE,
  /** Of the calls that are {@link #COMPLETE}, the ones that failed. */
  ERROR,
  /** Sum of the response times of the calls that are {@link #COMPLETE}, in microseconds. */
  RESPONSE_MICROS,
  /** Segments of TCP with RST that came in. */
  RESETS,
  /**
   * Sum of round-trip times, in microseconds, as the kernel's TCP measures them: once for each
   * round trip of a connection. By {@link #RTT_SAMPLES} it is their mean.
   */
  RTT,
  /** How many round-trip times are in {@link #RTT}. */
  RTT_SAMPLES,
  /** TCP segments sent with data, those of {@link #RETRANSMITS} among them. */
  SEGMENTS,
  /**
   * TCP segments sent again, because their acknowledgement did not come; SYN and FIN among them.
   */
  RETRANSMITS
}
