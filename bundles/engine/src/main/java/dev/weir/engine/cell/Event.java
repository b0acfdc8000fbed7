package dev.weir.engine.cell;

/** What is counted of a resource; Sentinel's metric events, in its order. */
public enum Event {
  /** Calls that were let through, waiting included; a batch counts as so many. */
  PASS(NodeLayout.PASS),
  /** Calls that were blocked. */
  BLOCK(NodeLayout.BLOCK),
  /** Calls that were let through and have ended. */
  COMPLETE(NodeLayout.COMPLETE),
  /** Of those, the ones that failed. */
  ERROR(NodeLayout.ERROR),
  /** Sum of the response times, in milliseconds; a batch has one. */
  RT(NodeLayout.RT);

  private final int offset;

  Event(int offset) {
    this.offset = offset;
  }

  /** Of its cell within a bucket. */
  int offset() {
    return offset;
  }
}
