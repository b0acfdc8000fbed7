package dev.weir.engine.cell;

/**
 * A sliding window: the newest buckets of a ring of {@link Stamped} counts, each bucket so many
 * milliseconds long and aligned to the epoch. Sentinel's LeapArray, and its SlidingWindowMetric
 * over one.
 *
 * <p>A view without state of its own. The bucket of a moment {@code t} is {@code t / bucketMs}; the
 * sum at {@code t} takes that bucket and the {@code span - 1} before it, so the window is up to one
 * bucket shorter than {@code span * bucketMs}, never longer.
 */
public final class Ring {

  private final Cells cells;
  private final int first;
  private final int stride;
  private final Shape shape;
  private final long bucketMs;
  private final int buckets;
  private final int span;

  /**
   * How a ring is divided.
   *
   * @param bucketMs length of one bucket, in milliseconds, at least 1
   * @param buckets in the ring, at least 1
   * @param span of how many the window consists, 1 to {@code buckets}
   */
  public record Shape(long bucketMs, int buckets, int span) {
    public Shape {
      if (bucketMs < 1 || buckets < 1 || span < 1 || span > buckets) {
        throw new IllegalArgumentException(
            "a ring needs bucketMs >= 1 and buckets >= span >= 1, was "
                + (bucketMs + " ms, " + buckets + " and " + span));
      }
    }
  }

  /** A ring in a region of its own, one cell after the other. */
  public Ring(Region region, Shape shape) {
    this(region.cells(), region.first(), 1, shape);
  }

  /** A ring of cells that lie {@code stride} apart. */
  Ring(Cells cells, int first, int stride, Shape shape) {
    this.cells = cells;
    this.first = first;
    this.stride = stride;
    this.shape = shape;
    this.bucketMs = shape.bucketMs();
    this.buckets = shape.buckets();
    this.span = shape.span();
  }

  /** How it is divided. */
  public Shape shape() {
    return shape;
  }

  /** What was counted in the window that ends at {@code nowMs}. */
  public long sum(long nowMs) {
    long bucket = nowMs / bucketMs;
    long turn = bucket / buckets;
    int slot = (int) (bucket - turn * buckets);
    return sum(slot, turn, cells.get(first + slot * stride));
  }

  /**
   * What the window that ends at {@code nowMs} holds with this in its newest cell: a decision on it
   * holds for a {@link #tryAdd} on the same.
   *
   * @param seen what {@link #current} gave
   */
  public long sum(long nowMs, long seen) {
    long bucket = nowMs / bucketMs;
    long turn = bucket / buckets;
    return sum((int) (bucket - turn * buckets), turn, seen);
  }

  private long sum(int newest, long itsTurn, long seen) {
    int slot = newest;
    long turn = itsTurn;
    long sum = Stamped.isLive(seen, turn) ? Stamped.count(seen) : 0;
    for (int i = 1; i < span; i++) {
      slot--;
      if (slot < 0) {
        slot = buckets - 1;
        turn--;
      }
      long cell = cells.get(first + slot * stride);
      if (Stamped.isOf(cell, turn)) {
        sum += Stamped.count(cell);
      }
    }
    return sum;
  }

  /**
   * What the window that ended one bucket of the reader earlier held, as far as it is still there:
   * Sentinel's previous sum. Of a ring of one bucket it is gone with the first call of the next.
   *
   * <p>Where the window is as long as the ring, its oldest bucket lies where the present one will.
   * Sentinel's buckets hold all events of a resource and go with the first event of any kind, so of
   * a ring of passes, whose cells lie first among those of their bucket, that is looked at.
   *
   * @param readerBucketMs length of the bucket by which the reader goes back, in milliseconds
   */
  public long previousSum(long nowMs, long readerBucketMs) {
    if (nowMs < readerBucketMs) {
      return 0;
    }
    long bucket = (nowMs - readerBucketMs) / bucketMs;
    long turn = bucket / buckets;
    int slot = (int) (bucket - turn * buckets);
    long sum = 0;
    for (int i = 0; i < span; i++) {
      long cell = cells.get(first + slot * stride);
      if (Stamped.isOf(cell, turn) && !(i == buckets - 1 && isReplaced(slot, turn + 1))) {
        sum += Stamped.count(cell);
      }
      slot--;
      if (slot < 0) {
        slot = buckets - 1;
        turn--;
      }
    }
    return sum;
  }

  /** Whether an event of any kind has begun the next turn of a bucket. */
  private boolean isReplaced(int slot, long nextTurn) {
    int cell = first + slot * stride;
    for (int i = 1; i < stride; i++) {
      long event = cells.get(cell + i);
      if (event != 0 && Stamped.isOf(event, nextTurn)) {
        return true;
      }
    }
    return false;
  }

  /** The largest count of one bucket of the window that ends at {@code nowMs}; 0 of none. */
  public long max(long nowMs) {
    long bucket = nowMs / bucketMs;
    long max = 0;
    for (int i = 0; i < span; i++) {
      max = Math.max(max, countOf(bucket - i));
    }
    return max;
  }

  private long countOf(long bucket) {
    long turn = bucket / buckets;
    long cell = cells.get(cellOf(bucket, turn));
    return Stamped.isOf(cell, turn) ? Stamped.count(cell) : 0;
  }

  /** The cell that calls of this moment are counted in. */
  public long current(long nowMs) {
    long bucket = nowMs / bucketMs;
    return cells.get(cellOf(bucket, bucket / buckets));
  }

  /** Adds to the bucket of {@code nowMs}. */
  public void add(long nowMs, long count) {
    long bucket = nowMs / bucketMs;
    long turn = bucket / buckets;
    int cell = cellOf(bucket, turn);
    long seen = cells.get(cell);
    while (!cells.compareAndSet(cell, seen, Stamped.plus(seen, turn, count))) {
      seen = cells.get(cell);
    }
  }

  /**
   * Adds to the bucket of {@code nowMs} if nobody has since its cell was read.
   *
   * @param seen what {@link #current} gave
   */
  public boolean tryAdd(long nowMs, long seen, long count) {
    long bucket = nowMs / bucketMs;
    long turn = bucket / buckets;
    return cells.compareAndSet(cellOf(bucket, turn), seen, Stamped.plus(seen, turn, count));
  }

  /** Takes back what was added to the bucket of {@code nowMs}, as far as it is still there. */
  public void subtract(long nowMs, long count) {
    long bucket = nowMs / bucketMs;
    long turn = bucket / buckets;
    int cell = cellOf(bucket, turn);
    long seen = cells.get(cell);
    while (Stamped.isLive(seen, turn)) {
      long less = seen - Math.min(count, Stamped.count(seen));
      if (cells.compareAndSet(cell, seen, less)) {
        return;
      }
      seen = cells.get(cell);
    }
  }

  /** Forgets everything. */
  public void clear() {
    for (int i = 0; i < buckets; i++) {
      cells.set(first + i * stride, 0);
    }
  }

  private int cellOf(long bucket, long turn) {
    return first + (int) (bucket - turn * buckets) * stride;
  }
}
