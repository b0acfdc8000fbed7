package dev.weir.engine.call;

import dev.weir.rule.Rule;

/**
 * One rule, compiled for one resource: it decides calls, and keeps what it has to remember of them
 * in cells. Everything but the cells is final, and no method allocates, locks or reads a clock.
 *
 * <p>The life of a call: {@link #check} of every check, in order, until one blocks; if none did,
 * {@link #admit} of every one that has such a part; when the call ends, {@link #completed}. A call
 * that a later check blocks, after this one let it through, is told by {@link #refused}.
 */
public abstract class Check {

  /** The call may pass. */
  public static final long PASS = 0;

  /** The call may not pass. */
  public static final long BLOCK = -1;

  /** This check reads the resource's own passes: calls are let through one after the other. */
  public static final int READS_PASSES = 1;

  /** This check has an {@link #admit}. */
  public static final int ADMITS = 2;

  /** This check has a {@link #completed}. */
  public static final int COMPLETES = 4;

  /** This check has a {@link #refused}. */
  public static final int REFUSES = 8;

  /** This check reads how many of the resource's calls are running. */
  public static final int READS_CONCURRENCY = 16;

  /** The rule. */
  public abstract Rule rule();

  /** Which of the parts this check has: a sum of the constants above. */
  public abstract int parts();

  /** The marks of entries that are its own, as bits; see {@link Site#mark}. */
  public long marks() {
    return 0;
  }

  /**
   * Decides.
   *
   * @param entry the call
   * @param nowNanos since the epoch
   * @return {@link #PASS}, {@link #BLOCK}, or how many nanoseconds the call has to wait
   */
  public abstract long check(Entry entry, long nowNanos);

  /**
   * Whether the call still fits, after others were counted since {@link #check}: asked of those
   * that {@link #READS_PASSES}.
   */
  public boolean fits(Entry entry, long nowNanos) {
    return true;
  }

  /**
   * Whether the call fits when so many of the resource are running: asked of those that {@link
   * #READS_CONCURRENCY}. It judges the number given, never one that it reads itself: calls come and
   * go, and the call is counted only if the number is still this one.
   */
  public boolean fitsBeside(long running, Entry entry) {
    return true;
  }

  /**
   * Counts a call that every check has let through.
   *
   * @return false when it does not fit any more; then nothing was counted here
   */
  public boolean admit(Entry entry, long nowNanos) {
    return true;
  }

  /** Takes back what {@link #admit} counted: the call is blocked after all. */
  public void withdraw(Entry entry, long nowNanos) {}

  /** The call, which this check let through, was blocked by another. */
  public void refused(Entry entry, long nowNanos) {}

  /**
   * What it allows at this moment in its rule's interval, for a plane that cannot ask of each call:
   * infinity where it lets everything pass, 0 where nothing. A check that judges calls one by one
   * lets everything pass here.
   */
  public double allowed(long nowNanos) {
    return Double.POSITIVE_INFINITY;
  }

  /**
   * How many of so many calls fit at this moment, as if each had asked; none is counted.
   *
   * @param count at least 0
   */
  public long fitting(long nowNanos, long count) {
    return count;
  }

  /**
   * How many of so many more calls may be let through from here on without asking: they are counted
   * in the resource's statistics before they come, and a host tells of their ends by {@link #ended}
   * when it gets to it, of those that {@link #matters} at once. A check that has to see each call
   * says 0.
   *
   * @param count at least 0
   */
  public long ahead(long nowNanos, long count) {
    return 0;
  }

  /** Whether the end of a call may change what this check decides, so that it must be told. */
  public boolean matters(long rtMs, boolean error) {
    return false;
  }

  /**
   * Calls were let through that did not ask one by one, and are in the resource's statistics:
   * counts them where this check has a window of its own.
   */
  public void passed(long nowNanos, long count) {}

  /**
   * Calls have ended that did not ask one by one.
   *
   * @param rtMs their mean response time, in milliseconds, at least 0
   * @param error whether they failed
   */
  public void ended(long nowNanos, long count, long rtMs, boolean error) {}

  /**
   * A call that was admitted has ended.
   *
   * @param rtMs its response time, in milliseconds, at least 0
   * @param error whether it failed
   */
  public void completed(Entry entry, long nowNanos, long rtMs, boolean error) {}

  /**
   * A call that was admitted has ended and says nothing of how calls end: it never came to where it
   * was meant to go.
   */
  public void abandoned(Entry entry, long nowNanos) {
    completed(entry, nowNanos, 0, false);
  }
}
