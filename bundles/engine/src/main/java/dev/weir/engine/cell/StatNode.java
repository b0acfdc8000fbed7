package dev.weir.engine.cell;

import org.jspecify.annotations.Nullable;

/**
 * The statistics of one resource: Sentinel's ResourceNode, 20 buckets of 500 ms, of which the last
 * two are the default view; how many calls are running; and totals since the start.
 *
 * <p>A bucket is one cache line: the five {@link Event}s, the smallest response time and the
 * largest concurrency. What leaves the ring is added to the totals by whoever replaces it, so a
 * total is exact at any rest.
 *
 * <p>Once two threads have met at it, a full node is wide: it has {@link Lanes}.
 *
 * <p>A reduced node has passes and concurrency alone, and as many buckets as the rules look at: it
 * is what a proxy can keep in data that its workers share.
 */
public final class StatNode {

  /** Length of a bucket, in milliseconds. */
  public static final int BUCKET_MS = 500;

  /** Buckets of a full node. */
  public static final int BUCKETS = 20;

  /** Length of the ring of a full node, in milliseconds. */
  public static final int RING_MS = BUCKET_MS * BUCKETS;

  /** Buckets of the default view. */
  public static final int DEFAULT_SPAN = 2;

  /** Sentinel's largest response time, in milliseconds: what the smallest is when there is none. */
  public static final int MAX_RT_MS = 60_000;

  private final Cells cells;
  private final int first;
  private final int buckets;
  private final boolean full;
  private final @Nullable StatNode whole;
  private volatile @Nullable Lanes lanes;

  /** A full node with cells of its own. */
  public StatNode() {
    this(Region.of(NodeLayout.cells(BUCKETS, true)), BUCKETS, true, null);
  }

  /** A lane. */
  StatNode(StatNode whole) {
    this(Region.of(NodeLayout.cells(BUCKETS, true)), BUCKETS, true, whole);
  }

  /** A reduced node in a region of {@link #reducedCells} cells. */
  public StatNode(Region region, int buckets) {
    this(region, buckets, false, null);
  }

  /** A full node in a region of {@link #fullCells} cells. */
  public static StatNode full(Region region) {
    return new StatNode(region, BUCKETS, true, null);
  }

  /** How many cells a full node takes. */
  public static int fullCells() {
    return NodeLayout.cells(BUCKETS, true);
  }

  private StatNode(Region region, int buckets, boolean full, @Nullable StatNode whole) {
    if (region.length() < NodeLayout.cells(buckets, full)) {
      throw new IllegalArgumentException(
          "a node needs " + NodeLayout.cells(buckets, full) + " cells, had " + region.length());
    }
    this.cells = region.cells();
    this.first = region.first();
    this.buckets = buckets;
    this.full = full;
    this.whole = whole;
  }

  /**
   * Where a call is counted, passes apart: this node unless it is wide.
   *
   * @param number of the caller, such that callers at the same time have different ones if possible
   */
  public StatNode lane(int number) {
    Lanes wide = lanes;
    return wide == null ? this : wide.of(number);
  }

  /** What callers that meet count apart; null of a node that is not wide. */
  public @Nullable Lanes lanes() {
    return lanes;
  }

  /** Makes a full node wide: threads have met at it. */
  public void widen() {
    if (full && lanes == null && cells.compareAndSet(first + NodeLayout.WIDENED, 0, 1)) {
      lanes = new Lanes(this);
    }
  }

  /** How many cells a reduced node takes. */
  public static int reducedCells(int buckets) {
    return NodeLayout.cells(buckets, false);
  }

  /** Buckets in the ring. */
  public int buckets() {
    return buckets;
  }

  /** Calls that are running. */
  public long concurrency() {
    return concurrencyWith(cells.get(first));
  }

  /** Calls that are running and that are not in a lane, for {@link #tryRun}. */
  public long runCell() {
    return cells.get(first);
  }

  /**
   * Calls that are running if so many are not in a lane.
   *
   * @param outside what {@link #runCell} gave
   */
  public long concurrencyWith(long outside) {
    Lanes wide = lanes;
    return wide == null ? outside : outside + wide.running();
  }

  /** A view of the newest passes; the engine's and the rules' windows are such. */
  public Ring passes(int span) {
    return ring(Event.PASS, span);
  }

  /** A view of the newest buckets of one event, without lanes; only passes in a reduced node. */
  public Ring ring(Event event, int span) {
    return full
        ? ringAt(event.offset(), span)
        : new Ring(cells, first + 1, 1, new Ring.Shape(BUCKET_MS, buckets, span));
  }

  /** The cell of passes of the moment, for {@link #tryPass}. */
  public long passCell(long nowMs) {
    long bucket = nowMs / BUCKET_MS;
    return cells.get(line(bucket, turn(bucket)));
  }

  /**
   * As {@link #passCell}, for a call that is likely to be let through: of a wide node the cache
   * line is fetched to be written, else it would travel twice, once to be read and once for the
   * swap.
   */
  public long takePassCell(long nowMs) {
    long bucket = nowMs / BUCKET_MS;
    int cell = line(bucket, turn(bucket));
    return lanes == null ? cells.get(cell) : cells.getAndAdd(cell, 0);
  }

  /** Counts one more call that is running; gives how many there are now. */
  public long run() {
    return cells.getAndAdd(first, 1) + 1;
  }

  /**
   * Counts one more call that is running, in no lane, if nobody else has.
   *
   * @param seen what {@link #runCell} gave
   */
  public boolean tryRun(long seen) {
    return cells.compareAndSet(first, seen, seen + 1);
  }

  /** Counts one call less that is running. */
  public void leave() {
    cells.getAndAdd(first, -1);
  }

  /** Sets how many calls are running, as somebody else has counted. */
  public void running(long calls) {
    cells.set(first, calls);
  }

  /**
   * Counts passes if no other call has been counted in this bucket since its cell was read.
   *
   * @param seen what {@link #passCell} gave
   */
  public boolean tryPass(long nowMs, long seen, long count) {
    long bucket = nowMs / BUCKET_MS;
    long turn = turn(bucket);
    if (!cells.compareAndSet(line(bucket, turn), seen, Stamped.plus(seen, turn, count))) {
      return false;
    }
    if (full) {
      retire(seen, turn, NodeLayout.PASS);
    }
    return true;
  }

  Advance advance() {
    return new Advance(cells, first);
  }

  /**
   * Counts passes.
   *
   * @param running how many calls are running with this one
   */
  public void pass(long nowMs, long count, long running) {
    long seen = passCell(nowMs);
    while (!tryPass(nowMs, seen, count)) {
      seen = passCell(nowMs);
    }
    peak(nowMs, running);
  }

  /** Takes back what was counted as passed at a moment; nothing when its bucket is gone. */
  public void takeBack(long passedMs, long count) {
    long bucket = passedMs / BUCKET_MS;
    long turn = turn(bucket);
    int line = line(bucket, turn);
    long seen = cells.get(line);
    while (Stamped.isOf(seen, turn) && Stamped.count(seen) >= count) {
      if (cells.compareAndSet(line, seen, seen - count)) {
        return;
      }
      seen = cells.get(line);
    }
  }

  /**
   * Keeps the largest concurrency.
   *
   * @param running how many calls of this node or lane are running
   */
  public void peak(long nowMs, long running) {
    if (full) {
      long bucket = nowMs / BUCKET_MS;
      long turn = turn(bucket);
      int line = line(bucket, turn);
      long known = cells.get(line + NodeLayout.MAX_CONCURRENCY);
      boolean more = !Stamped.isLive(known, turn) || Stamped.count(known) < running;
      if (whole == null) {
        if (more) {
          raise(line + NodeLayout.MAX_CONCURRENCY, turn, running);
        }
      } else if (more || cells.get(line + NodeLayout.LOOKED_MS) != nowMs) {
        cells.set(line + NodeLayout.LOOKED_MS, nowMs);
        raise(line + NodeLayout.MAX_CONCURRENCY, turn, whole.concurrency());
      }
    }
  }

  /**
   * Counts blocks.
   *
   * @return whether nobody else counted any at the same time
   */
  public boolean block(long nowMs, long count) {
    long bucket = nowMs / BUCKET_MS;
    long turn = turn(bucket);
    return !full || add(line(bucket, turn), NodeLayout.BLOCK, turn, count);
  }

  /**
   * Counts what has ended, and one call less that is running.
   *
   * @param count the batch
   * @param rtMs its response time, in milliseconds
   */
  public void complete(long nowMs, long count, long rtMs, boolean error) {
    leave();
    if (full) {
      long bucket = nowMs / BUCKET_MS;
      long turn = turn(bucket);
      int line = line(bucket, turn);
      if (error) {
        add(line, NodeLayout.ERROR, turn, count);
      }
      if (rtMs > 0) {
        add(line, NodeLayout.RT, turn, rtMs);
      }
      add(line, NodeLayout.COMPLETE, turn, count);
      raise(line + NodeLayout.MIN_RT, turn, MAX_RT_MS - Math.min(rtMs, MAX_RT_MS));
    }
  }

  private boolean add(int line, int event, long turn, long count) {
    int cell = line + event;
    boolean alone = true;
    long seen = cells.get(cell);
    while (!cells.compareAndSet(cell, seen, Stamped.plus(seen, turn, count))) {
      alone = false;
      seen = cells.get(cell);
    }
    if (!Stamped.isLive(seen, turn)) {
      retire(seen, turn, event);
      touch(line, turn);
    }
    return alone;
  }

  /** Lets the passes of the whole know that the bucket has begun; a lane's line lies like its. */
  private void touch(int line, long turn) {
    if (whole != null) {
      whole.raise(line + NodeLayout.TOUCHED, turn, 1);
    }
  }

  /** Adds what a cell held before it was replaced, if it was, to the total of its event. */
  private void retire(long replaced, long turn, int event) {
    if (!Stamped.isLive(replaced, turn) && Stamped.count(replaced) != 0) {
      cells.getAndAdd(first + NodeLayout.TOTALS + event, Stamped.count(replaced));
    }
  }

  private void raise(int cell, long turn, long value) {
    long seen = cells.get(cell);
    while (!Stamped.isLive(seen, turn) || Stamped.count(seen) < value) {
      if (cells.compareAndSet(cell, seen, Stamped.of(turn, value))) {
        return;
      }
      seen = cells.get(cell);
    }
  }

  private long turn(long bucket) {
    return full ? bucket / BUCKETS : bucket / buckets;
  }

  private int line(long bucket, long turn) {
    return full
        ? first + NodeLayout.HEADER + (int) (bucket - turn * BUCKETS) * NodeLayout.STRIDE
        : first + 1 + (int) (bucket - turn * buckets);
  }

  /** Sum of an event over the default view. */
  public long sum(Event event, long nowMs) {
    long sum = ring(event, DEFAULT_SPAN).sum(nowMs);
    Lanes wide = lanes;
    if (wide == null) {
      return sum;
    }
    return event == Event.PASS ? Math.max(0, sum - wide.left(nowMs)) : sum + wide.sum(event, nowMs);
  }

  /** Mean response time over the default view, in whole milliseconds as Sentinel's; 0 of none. */
  public long averageRt(long nowMs) {
    long complete = sum(Event.COMPLETE, nowMs);
    return complete <= 0 ? 0 : sum(Event.RT, nowMs) / complete;
  }

  /** A view of the newest buckets' smallest response times, without lanes, for {@code minRt}. */
  public Ring minRts(int span) {
    return extremes(NodeLayout.MIN_RT, span);
  }

  /** Smallest response time over the default view, in milliseconds; at least 1. */
  public long minRt(long nowMs) {
    return Math.max(1, MAX_RT_MS - largest(NodeLayout.MIN_RT, nowMs));
  }

  /**
   * Smallest response time over a view, in milliseconds; at least 1, {@link #MAX_RT_MS} of none.
   */
  public static long minRt(Ring minRts, long nowMs) {
    return Math.max(1, MAX_RT_MS - minRts.max(nowMs));
  }

  /** Largest concurrency over the default view. */
  public long maxConcurrency(long nowMs) {
    return largest(NodeLayout.MAX_CONCURRENCY, nowMs);
  }

  long largest(int offset, long nowMs) {
    long largest = extremes(offset, DEFAULT_SPAN).max(nowMs);
    Lanes wide = lanes;
    return wide == null ? largest : Math.max(largest, wide.largest(offset, nowMs));
  }

  private Ring extremes(int offset, int span) {
    if (!full) {
      throw new IllegalStateException("a reduced node has passes and concurrency alone");
    }
    return ringAt(offset, span);
  }

  private Ring ringAt(int offset, int span) {
    Ring.Shape shape = new Ring.Shape(BUCKET_MS, buckets, span);
    return new Ring(cells, first + NodeLayout.HEADER + offset, NodeLayout.STRIDE, shape);
  }

  /**
   * How often an event was counted since the node was made. It never falls from one reading to the
   * next, also while a bucket is being replaced. A reduced node has no totals.
   */
  public long total(Event event) {
    if (!full) {
      return 0;
    }
    int offset = event.offset();
    Lanes wide = lanes;
    long total = counted(offset);
    if (wide != null) {
      total += event == Event.PASS ? -wide.leftInAll() : wide.counted(offset);
    }
    cells.raise(first + NodeLayout.HIGH + offset, total);
    return cells.get(first + NodeLayout.HIGH + offset);
  }

  long counted(int offset) {
    long total = cells.get(first + NodeLayout.TOTALS + offset);
    for (int i = 0; i < buckets; i++) {
      total += Stamped.count(cells.get(first + NodeLayout.HEADER + i * NodeLayout.STRIDE + offset));
    }
    return total;
  }
}
