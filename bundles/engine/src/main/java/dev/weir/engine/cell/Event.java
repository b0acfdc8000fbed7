package dev.weir.engine.cell;

/** What is counted of a resource; Sentinel's metric events, in its order. */
public enum Event {
  /** Calls that were let through, waiting included; a batch counts as so many. */
  PASS(0),
  /** Calls that were blocked. */
  BLOCK(1),
  /** Calls that were let through and have ended. */
  COMPLETE(2),
  /** Of those, the ones that failed. */
  ERROR(3),
  /** Sum of the response times, in milliseconds; a batch has one. */
  RT(4);

  private final int offset;

  Event(int offset) {
    this.offset = offset;
  }

  /** Of its cell within a bucket. */
  int offset() {
    return offset;
  }
}
