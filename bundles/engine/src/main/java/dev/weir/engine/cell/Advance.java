package dev.weir.engine.cell;

/**
 * What a lane has counted ahead: passes that are in the resource's cell and whose calls have yet to
 * come, by this lane, in the same bucket and under the same plan. So threads that meet write the
 * cell that they share once for several calls.
 *
 * <p>Each bucket has a cell, where a lane's node would have its passes: the bucket, the plan, and
 * how many are left. What is left when the bucket is over was never a pass: readers take it off.
 * While a lane counts ahead its cell says so, and counts as the most there can be: a reader that
 * looks at the resource's cells first, and then here, never finds more passes than there were.
 */
final class Advance {

  /** Most passes counted ahead. */
  static final int MOST = 32;

  private static final long COUNTING = 0x8000;
  private static final long LEFT = COUNTING - 1;
  private static final int KEY_SHIFT = 16;
  private static final int PLAN_BITS = 24;
  private static final int BUCKET_SHIFT = KEY_SHIFT + PLAN_BITS;
  private static final long PLANS = (1L << PLAN_BITS) - 1;

  private final Cells cells;
  private final int first;

  /** Of a lane whose node begins there. */
  Advance(Cells cells, int first) {
    this.cells = cells;
    this.first = first;
  }

  /** Lets a call pass that was counted ahead; false when there is none. */
  boolean spend(long bucket, int plan) {
    int cell = cell(bucket);
    long key = key(bucket, plan);
    long seen = cells.get(cell);
    while (has(seen, key)) {
      if (cells.compareAndSet(cell, seen, seen - 1)) {
        return true;
      }
      seen = cells.get(cell);
    }
    return false;
  }

  /** Begins to count ahead; false when somebody else does, or has. To be ended. */
  boolean begin(long bucket, int plan) {
    int cell = cell(bucket);
    long key = key(bucket, plan);
    long seen = cells.get(cell);
    boolean mayCount = (seen & COUNTING) == 0 && !has(seen, key);
    if (!mayCount || !cells.compareAndSet(cell, seen, key | COUNTING)) {
      return false;
    }
    if ((seen & LEFT) > 0) {
      cells.getAndAdd(first + NodeLayout.TOTALS, seen & LEFT);
    }
    return true;
  }

  /**
   * Ends it.
   *
   * @param count how many were counted, at most {@link #MOST}
   */
  void end(long bucket, int plan, long count) {
    cells.set(cell(bucket), key(bucket, plan) | count);
  }

  /** What is left of a bucket. */
  long left(long bucket) {
    long cell = cells.get(cell(bucket));
    return (cell ^ key(bucket, 0)) >>> BUCKET_SHIFT == 0 ? left(cell, false) : 0;
  }

  /** What was left of all buckets, and is. */
  long leftInAll() {
    long left = 0;
    for (int i = 0; i < StatNode.BUCKETS; i++) {
      left += left(cells.get(first + NodeLayout.HEADER + i * NodeLayout.STRIDE), true);
    }
    return left + cells.get(first + NodeLayout.TOTALS);
  }

  private static long left(long cell, boolean atMost) {
    if ((cell & COUNTING) != 0) {
      return atMost ? MOST : 0;
    }
    return cell & LEFT;
  }

  private static boolean has(long cell, long key) {
    long left = cell - key;
    return left > 0 && left <= MOST;
  }

  private int cell(long bucket) {
    return first + NodeLayout.HEADER + (int) (bucket % StatNode.BUCKETS) * NodeLayout.STRIDE;
  }

  private static long key(long bucket, int plan) {
    return bucket << BUCKET_SHIFT | (plan & PLANS) << KEY_SHIFT;
  }
}
