package dev.weir.engine.breaker;

import dev.weir.engine.call.BreakerEvent;
import dev.weir.engine.call.BreakerState;
import dev.weir.engine.cell.Cells;
import dev.weir.engine.cell.Region;
import dev.weir.rule.CircuitBreakerRule;

/**
 * One circuit breaker rule, compiled, with its state machine; sentinel-golang v1.0.4,
 * core/circuitbreaker/circuit_breaker.go.
 *
 * <p>Closed: every completed call is counted, and when the window has at least the minimum of calls
 * and the bad ones reach the threshold, it opens. Open: it blocks until the retry timeout is over;
 * the next call is a probe and makes it half-open. Half-open: with {@code probeNum} 0 nobody else
 * passes and one good completion closes it; else everybody passes and {@code probeNum} good ones
 * close it; one bad completion opens it. Closing clears the window.
 *
 * <p>All that changes lies in cells: the state is three of them (state, next retry in milliseconds
 * since the epoch, good probes), the window is the others. Whoever shares the cells shares the
 * breaker; a change of state is told by the one that made it.
 */
public final class CircuitBreaker {

  /** How many cells the state takes. */
  static final int CELLS = 3;

  static final int PASS = 0;
  static final int PROBE = 1;
  static final int BLOCK = 2;

  private static final BreakerState[] STATES = {
    BreakerState.CLOSED, BreakerState.HALF_OPEN, BreakerState.OPEN
  };
  private static final int CLOSED = 0;
  private static final int HALF_OPEN = 1;
  private static final int OPEN = 2;
  private static final int NEXT_RETRY = 1;
  private static final int PROBES = 2;

  private final CircuitBreakerRule rule;
  private final BreakerMemory memory;
  private final BreakerWindow window;
  private final BreakerOptions options;
  private final Cells cells;
  private final int first;
  private final Trigger trigger;
  private final long probeNum;

  /** A breaker over what a memory holds. */
  CircuitBreaker(CircuitBreakerRule rule, BreakerMemory memory, BreakerOptions options) {
    this.rule = rule;
    this.memory = memory;
    this.window = new BreakerWindow(memory.window(), rule.window());
    this.cells = memory.state().cells();
    this.first = memory.state().first();
    this.options = options;
    this.trigger = new Trigger(rule);
    this.probeNum = rule.recovery().probeNum();
  }

  /** A breaker that begins, with cells of its own. */
  public static CircuitBreaker of(CircuitBreakerRule rule, BreakerOptions options) {
    return new CircuitBreaker(rule, BreakerMemory.of(rule), options);
  }

  /** A breaker over what a region of {@link #cells} cells holds; all 0, it begins. */
  public static CircuitBreaker over(
      Region region, CircuitBreakerRule rule, BreakerOptions options) {
    return new CircuitBreaker(rule, BreakerMemory.in(region), options);
  }

  /** How many cells the breaker of a rule takes. */
  public static int cells(CircuitBreakerRule rule) {
    return CELLS + BreakerMemory.windowCells(rule);
  }

  /** How the cells are laid out, as text: cells of the same layout fit, whatever the thresholds. */
  public static String layout(CircuitBreakerRule rule) {
    return BreakerRules.layout(rule);
  }

  /**
   * The breaker of a rule that takes the place of another, as sentinel-golang replaces them
   * (core/circuitbreaker/rule_manager.go): an equal rule keeps the breaker and with it the state;
   * one with the same strategy and window keeps what was counted, and starts closed.
   */
  public static CircuitBreaker replacing(
      CircuitBreaker before, CircuitBreakerRule rule, BreakerOptions options) {
    return switch (BreakerRules.keep(before.rule, rule)) {
      case ALL ->
          before.rule.policy().equals(rule.policy())
              ? before
              : new CircuitBreaker(rule, before.memory, options);
      case STATISTIC -> new CircuitBreaker(rule, before.memory.closed(), options);
      case NOTHING -> of(rule, options);
    };
  }

  /** The rule that it follows. */
  public CircuitBreakerRule rule() {
    return rule;
  }

  /** Where it stands; what is no state, in cells that somebody else has written, is closed. */
  public BreakerState state() {
    long state = cells.get(first);
    return state == OPEN || state == HALF_OPEN ? STATES[(int) state] : BreakerState.CLOSED;
  }

  /** Where it keeps what changes. */
  BreakerMemory memory() {
    return memory;
  }

  /** Whether a call may go on now: {@link #PASS}, {@link #PROBE} or {@link #BLOCK}. */
  int tryPass(long nowMs) {
    long state = cells.get(first);
    if (state == CLOSED) {
      return PASS;
    }
    if (state == HALF_OPEN) {
      return probeNum > 0 ? PASS : options.abandonedProbesRetry() && isDue(nowMs) ? PROBE : BLOCK;
    }
    if (isDue(nowMs) && cells.compareAndSet(first, OPEN, HALF_OPEN)) {
      tell(OPEN, HALF_OPEN, 0);
      return PROBE;
    }
    return BLOCK;
  }

  /** Whether a probe is due; where probes may be abandoned, only one caller finds that. */
  private boolean isDue(long nowMs) {
    long due = cells.get(first + NEXT_RETRY);
    return nowMs >= due
        && (!options.abandonedProbesRetry()
            || cells.compareAndSet(first + NEXT_RETRY, due, nextRetry(nowMs)));
  }

  /** Whether a call may go on now; it is a probe if the breaker is half-open after. */
  public boolean mayPass(long nowMs) {
    return tryPass(nowMs) != BLOCK;
  }

  /**
   * Whether it is closed and far from opening: nothing bad in its window, or calls enough and few
   * bad ones among them. Good ones that are told of late change nothing then.
   */
  boolean isCalm(long nowMs) {
    if (cells.get(first) != CLOSED) {
      return false;
    }
    long bad = window.bad(nowMs);
    return bad == 0 || trigger.isFar(bad, window.all(nowMs));
  }

  /** Whether a call that ended so is bad. */
  boolean isBad(long rtMs, boolean error) {
    return trigger.isBad(rtMs, error);
  }

  /** The call that was the probe has been blocked by another rule: open again. */
  void rollBack(long nowMs) {
    if (options.rollbackRenewsRetry()) {
      cells.set(first + NEXT_RETRY, nextRetry(nowMs));
    } else if (options.abandonedProbesRetry()) {
      cells.set(first + NEXT_RETRY, nowMs);
    }
    if (cells.compareAndSet(first, HALF_OPEN, OPEN)) {
      tell(HALF_OPEN, OPEN, 1);
    }
  }

  /**
   * Counts a completed call and changes the state if it must.
   *
   * @param rtMs response time in milliseconds
   */
  public void complete(long nowMs, long rtMs, boolean error) {
    complete(nowMs, 1, rtMs, error);
  }

  /**
   * Counts calls that completed alike, and changes the state if it must.
   *
   * @param count of them, at least 1
   * @param rtMs response time in milliseconds
   */
  void complete(long nowMs, long count, long rtMs, boolean error) {
    boolean bad = trigger.isBad(rtMs, error);
    window.add(nowMs, count, bad);
    long state = cells.get(first);
    if (state == CLOSED) {
      openIfTooMany(nowMs);
    } else if (state == HALF_OPEN) {
      probed(nowMs, count, bad);
    }
  }

  /**
   * What it lets pass in its retry timeout, from this moment on, where calls are not asked of one
   * by one: everything, nothing, or while a probe is awaited one. It is half-open once a probe is
   * due.
   */
  double allowed(long nowMs) {
    int verdict = tryPass(nowMs);
    if (verdict == PASS || (verdict == PROBE && probeNum > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    return cells.get(first) == HALF_OPEN ? 1 : 0;
  }

  private void openIfTooMany(long nowMs) {
    long all = window.all(nowMs);
    if (trigger.isEnough(all)) {
      long bad = window.bad(nowMs);
      if (trigger.isTooMany(bad, all)) {
        open(CLOSED, nowMs, trigger.figure(bad, all));
      }
    }
  }

  private void probed(long nowMs, long count, boolean bad) {
    if (bad) {
      open(HALF_OPEN, nowMs, 1);
      return;
    }
    long probes = cells.getAndAdd(first + PROBES, count) + count;
    if (probes >= probeNum) {
      window.clear();
      if (cells.compareAndSet(first, HALF_OPEN, CLOSED)) {
        cells.set(first + PROBES, 0);
        tell(HALF_OPEN, CLOSED, 0);
      }
    }
  }

  /** The retry time is set first: nobody may see an open breaker with that of last time. */
  private void open(int from, long nowMs, double snapshot) {
    cells.set(first + NEXT_RETRY, nextRetry(nowMs));
    if (cells.compareAndSet(first, from, OPEN)) {
      if (from == HALF_OPEN) {
        cells.set(first + PROBES, 0);
      }
      tell(from, OPEN, snapshot);
    }
  }

  private long nextRetry(long nowMs) {
    return nowMs + rule.recovery().retryTimeoutMs();
  }

  private void tell(int from, int to, double snapshot) {
    options.listener().stateChanged(new BreakerEvent(rule, STATES[from], STATES[to], snapshot));
  }
}
