package dev.weir.engine.cell;

/**
 * Where in the cells of a {@link StatNode} what lies.
 *
 * <p>A full node: the calls that are running; of each event what has left the ring, and the largest
 * total that was told; then the buckets, a cache line each. A reduced node: the calls that are
 * running, then the passes of each bucket.
 */
final class NodeLayout {

  /** Cells before the buckets. */
  static final int HEADER = 16;

  /** From a bucket to the next. */
  static final int STRIDE = 8;

  /** In the header: of each event what was in buckets that were replaced. */
  static final int TOTALS = 1;

  /** In a bucket: the events, as {@link Event} has them. */
  static final int PASS = 0;

  static final int BLOCK = 1;
  static final int COMPLETE = 2;
  static final int ERROR = 3;
  static final int RT = 4;

  private static final int EVENTS = RT + 1;

  /** In the header: of each event the largest total that was told. */
  static final int HIGH = TOTALS + EVENTS;

  /** In the header: 1 once a thread has begun to make the node wide. */
  static final int WIDENED = HIGH + EVENTS;

  /** In a bucket, after the events: {@link StatNode#MAX_RT_MS} less the smallest response time. */
  static final int MIN_RT = EVENTS;

  /** In a bucket: the largest concurrency. */
  static final int MAX_CONCURRENCY = MIN_RT + 1;

  /** In a bucket of a wide node: its turn, once a lane has counted anything in it. */
  static final int TOUCHED = MAX_CONCURRENCY + 1;

  /** In a bucket of a lane: the millisecond at which it last looked at the other lanes. */
  static final int LOOKED_MS = TOUCHED;

  private NodeLayout() {}

  /** How many cells a node takes. */
  static int cells(int buckets, boolean full) {
    return full ? HEADER + STRIDE * buckets : 1 + buckets;
  }
}
