package dev.weir.engine.cell;

/**
 * What a wide {@link StatNode} counts apart, so that threads which meet at it do not write the same
 * cache lines: all but the passes, in nodes of their own that whoever reads adds up. Nothing is
 * lost by that; only the largest concurrency is looked at when a lane has more calls than it knows
 * of, and else once a millisecond, so a peak shorter than that may be missed.
 */
public final class Lanes {

  /** Most passes that a caller counts ahead. */
  public static final int MOST_AHEAD = Advance.MOST;

  /** How many, a power of two. */
  static final int COUNT = 4;

  private final StatNode whole;
  private final StatNode[] lanes = new StatNode[COUNT];
  private final Advance[] ahead = new Advance[COUNT];

  /** Fresh lanes of a node. */
  Lanes(StatNode whole) {
    this.whole = whole;
    for (int i = 0; i < COUNT; i++) {
      lanes[i] = new StatNode(whole);
      ahead[i] = lanes[i].advance();
    }
  }

  /**
   * Counts one call as passed, as {@link StatNode#tryPass}, and calls of the same caller that are
   * yet to come.
   *
   * @param number of the caller
   * @param more how many of those, at most {@link #MOST_AHEAD}
   * @param plan by which they may pass in this bucket
   * @return false also where they cannot be counted
   */
  public boolean tryPassAhead(int number, long nowMs, long seen, long more, int plan) {
    long bucket = nowMs / StatNode.BUCKET_MS;
    Advance own = ahead[number & (COUNT - 1)];
    if (!own.begin(bucket, plan)) {
      return false;
    }
    boolean passed = whole.tryPass(nowMs, seen, 1 + more);
    own.end(bucket, plan, passed ? more : 0);
    return passed;
  }

  /** Lets a call pass that {@link #tryPassAhead} has counted; false when there is none. */
  public boolean passedAhead(int number, long nowMs, int plan) {
    return ahead[number & (COUNT - 1)].spend(nowMs / StatNode.BUCKET_MS, plan);
  }

  /** Of the newest buckets of the default view: what was counted ahead and did not come. */
  long left(long nowMs) {
    long bucket = nowMs / StatNode.BUCKET_MS;
    long left = 0;
    for (Advance one : ahead) {
      for (int i = 0; i < StatNode.DEFAULT_SPAN; i++) {
        left += one.left(bucket - i);
      }
    }
    return left;
  }

  /** The same, of all time. */
  long leftInAll() {
    long left = 0;
    for (Advance one : ahead) {
      left += one.leftInAll();
    }
    return left;
  }

  StatNode of(int number) {
    return lanes[number & (COUNT - 1)];
  }

  long running() {
    long running = 0;
    for (StatNode lane : lanes) {
      running += lane.runCell();
    }
    return running;
  }

  long sum(Event event, long nowMs) {
    long sum = 0;
    for (StatNode lane : lanes) {
      sum += lane.sum(event, nowMs);
    }
    return sum;
  }

  long largest(int offset, long nowMs) {
    long largest = 0;
    for (StatNode lane : lanes) {
      largest = Math.max(largest, lane.largest(offset, nowMs));
    }
    return largest;
  }

  /** In the cells of an event since the lanes were made. */
  long counted(int offset) {
    long counted = 0;
    for (StatNode lane : lanes) {
      counted += lane.counted(offset);
    }
    return counted;
  }
}
