package dev.weir.engine.call;

import dev.weir.engine.cell.Cells;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * One call, from enter to exit: what it brings, what was decided, and what its exit needs. The
 * caller owns it and may use it again after the exit; nothing is allocated for a call. Of one
 * thread at a time.
 */
public final class Entry {

  /** Largest batch: Sentinel's, the largest number of 32 bits without sign. */
  public static final long MAX_BATCH = 4_294_967_295L;

  /** How many entries have met another. */
  private static final Cells MET = new Cells(1);

  private @Nullable Arguments arguments;
  private long batch = 1;
  private boolean inbound;

  private Verdict verdict = Verdict.PASS;
  private long waitNanos;
  private @Nullable Rule blockedBy;

  private @Nullable Resource resource;
  private long startNanos;
  private boolean inboundAtEnter;
  private long batchAtEnter;
  private long marks;
  private long seen;
  private long running;
  private int number;
  private @Nullable StatNode lane;

  /** How many calls this is at once; 1 unless said otherwise, 0 to {@value #MAX_BATCH}. */
  public Entry batch(long count) {
    if (count < 0 || count > MAX_BATCH) {
      throw new IllegalArgumentException("batch must be 0 to " + MAX_BATCH + ", was " + count);
    }
    batch = count;
    return this;
  }

  /** Whether the call comes in from outside, and so under system rules; not unless said. */
  public Entry inbound(boolean fromOutside) {
    inbound = fromOutside;
    return this;
  }

  /** What the call brings for hotspot rules; keeps what it has until it is cleared. */
  public Arguments arguments() {
    Arguments own = arguments;
    if (own == null) {
      own = new Arguments();
      arguments = own;
    }
    return own;
  }

  /** Forgets what the call brought. */
  public void clearArguments() {
    if (arguments != null) {
      arguments.clear();
    }
  }

  /** What was decided last. */
  public Verdict verdict() {
    return verdict;
  }

  /** How long to wait, in nanoseconds: the sum over all rules that pace; 0 unless it waits. */
  public long waitNanos() {
    return waitNanos;
  }

  /** The rule that refused the call; null unless it was blocked. */
  public @Nullable Rule blockedBy() {
    return blockedBy;
  }

  /** Whether the call was let through and has not exited yet. */
  public boolean inside() {
    return resource != null;
  }

  /** How many calls this is at once, as it was when the call entered. */
  public long batch() {
    return batchAtEnter;
  }

  /** Whether it came from outside, as it was when the call entered. */
  public boolean inbound() {
    return inboundAtEnter;
  }

  /** When it entered, in nanoseconds since the epoch. */
  public long startNanos() {
    return startNanos;
  }

  /** Remembers that the check of that number, 0 to 63, let the call through. */
  public void mark(int number) {
    marks |= 1L << number;
  }

  /** Forgets it. */
  public void unmark(int number) {
    marks &= ~(1L << number);
  }

  /** Whether the check of that number let the call through. */
  public boolean marked(int number) {
    return (marks & (1L << number)) != 0;
  }

  /** The resource that it is inside, or null. */
  public @Nullable Resource resource() {
    return resource;
  }

  void begin(long nowNanos) {
    if (resource != null) {
      throw new IllegalStateException(
          "this entry is still inside '" + resource + "': exit it before it enters again");
    }
    startNanos = nowNanos;
    batchAtEnter = batch;
    inboundAtEnter = inbound;
    marks = 0;
    waitNanos = 0;
    blockedBy = null;
  }

  Verdict pass(Resource entered, long nanosToWait) {
    resource = entered;
    waitNanos = nanosToWait;
    verdict = nanosToWait > 0 ? Verdict.WAIT : Verdict.PASS;
    return verdict;
  }

  Verdict block(Rule rule) {
    blockedBy = rule;
    verdict = Verdict.BLOCK;
    return verdict;
  }

  /**
   * Is inside no more, without an exit: the call never was. For a host that could not store what
   * was decided.
   */
  public void forget() {
    resource = null;
  }

  /**
   * The resource that it is inside was made anew, of the same rules; it ends there.
   *
   * @param anew whose statistics it is counted in from now on
   */
  public void moveTo(Resource anew) {
    if (resource != null && resource != anew) {
      resource = anew;
      lane = anew.node();
    }
  }

  /** How many calls of its node or lane were running, with this one, when it was counted. */
  long running() {
    return running;
  }

  /** Where it is counted among those that run, and how many there are with it. */
  void running(StatNode counted, long calls) {
    lane = counted;
    running = calls;
  }

  /** Where it is counted, passes apart: a lane, or the node of its resource. */
  StatNode counted(StatNode node) {
    StatNode own = lane;
    return own == null ? node : own;
  }

  /** By which a node finds it a lane: 0 until it has met another. */
  int number() {
    return number;
  }

  /** Another entry was counted at the same time. */
  void met() {
    if (number == 0) {
      number = 1 + (int) (MET.getAndAdd(0, 1) & (Integer.MAX_VALUE >> 1));
    }
  }

  /** The cell of passes as it was before the checks. */
  long seen() {
    return seen;
  }

  void seen(long cell) {
    seen = cell;
  }
}
