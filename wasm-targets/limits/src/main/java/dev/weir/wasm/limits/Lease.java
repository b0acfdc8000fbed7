package dev.weir.wasm.limits;

import dev.weir.engine.Ahead;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Rule;
import java.util.List;

/**
 * Calls of a resource that all workers have counted already and that this worker alone may let
 * through, without asking anybody; and ends of such calls that nobody has been told of. What is
 * left when it is over is given back with the next call that asks.
 *
 * <p>Leased are plain flow rules and isolation rules of {@value #LEAST} and more, at most a part in
 * {@value #PARTS} of the threshold at a time, so that what an idle worker keeps is little; and only
 * while there is more room than a {@value #NEAR}th of the threshold, and breakers are closed and
 * far from opening. Nearer, every call asks.
 */
final class Lease {

  /** Of nothing, ever. */
  static final Lease NONE = new Lease(0, 0, false, false);

  /** Smallest threshold of which calls are leased. */
  static final int LEAST = 1_600;

  /** No worker keeps more than one part in so many. */
  static final int PARTS = 400;

  /** Most calls of one lease. */
  static final int MOST = 64;

  /** The last part in so many is not leased. */
  static final int NEAR = 16;

  /** So long a breaker may not be told of ends, nor a worker of a breaker. */
  static final long LATE_NANOS = 50_000_000;

  private static final long BUCKET_NANOS = StatNode.BUCKET_MS * 1_000_000L;

  private final int size;
  private final long room;
  private final boolean counting;
  private final boolean breaking;
  private long fromNanos;
  private long untilNanos;
  private int left;
  private int idle;
  private int pending;
  private boolean listed;

  private Lease(int size, long room, boolean counting, boolean breaking) {
    this.size = size;
    this.room = room;
    this.counting = counting;
    this.breaking = breaking;
  }

  /** What may be leased under such rules. */
  static Lease of(List<Rule> rules) {
    double least = Double.MAX_VALUE;
    boolean counting = false;
    boolean breaking = false;
    for (Rule rule : rules) {
      least = Math.min(least, threshold(rule));
      counting |= rule instanceof IsolationRule;
      breaking |= rule instanceof CircuitBreakerRule;
    }
    if (rules.isEmpty() || least < LEAST) {
      return NONE;
    }
    int size = (int) Math.min(MOST, least / PARTS);
    return new Lease(
        size, size + (long) Math.min(least / NEAR, Integer.MAX_VALUE), counting, breaking);
  }

  /** Of what parts may be leased; 0 where every call has to ask. */
  private static double threshold(Rule rule) {
    if (rule.policy().shadow()) {
      return 0;
    }
    if (rule instanceof FlowRule flow) {
      return Traits.isPlain(flow) ? flow.threshold() : 0;
    }
    if (rule instanceof IsolationRule isolation) {
      return isolation.threshold();
    }
    boolean free = rule instanceof CircuitBreakerRule || rule instanceof HotspotRule;
    return free ? Double.MAX_VALUE : 0;
  }

  /** Whether the workers must be told of what it holds though no call comes. */
  boolean wantsTicks() {
    return counting || breaking;
  }

  /** Lets so many calls through if it can. */
  boolean take(long nanos, int calls) {
    if (left < calls || nanos < fromNanos || nanos >= untilNanos) {
      return false;
    }
    if (counting && idle == 0) {
      return false;
    }
    left -= calls;
    idle--;
    return true;
  }

  /** Calls that were let through were refused by a rule that looks at each. */
  void untake(int calls) {
    left += calls;
    idle++;
  }

  /** A call that was let through has ended, and so counts as running no more. */
  void ended() {
    idle++;
  }

  /**
   * Keeps the end of a call that can wait.
   *
   * @return whether the workers have to be told now
   */
  boolean keep() {
    pending += breaking ? 1 : 0;
    return pending >= MOST;
  }

  /** Whether it is over, and something is to be given back or told. */
  boolean isOver(long nanos) {
    return holds() && (nanos >= untilNanos || nanos < fromNanos);
  }

  /** Whether something is to be given back or told. */
  boolean holds() {
    return left > 0 || pending > 0 || (counting && idle > 0);
  }

  /** Gives back in the cells what is left. */
  void giveBack(Ahead ahead) {
    if (size > 0) {
      ahead.giveBack(fromNanos, left, counting ? idle : 0);
    }
  }

  /** Tells the cells of the ends that were kept. */
  void tell(Ahead ahead, long nanos) {
    if (pending > 0) {
      ahead.ended(nanos, pending, 0, false);
    }
  }

  /** Counts calls ahead in the cells, if all limits are far; how many. */
  int renew(Ahead ahead, long nanos) {
    if (size == 0 || ahead.room(nanos, room) < room) {
      return 0;
    }
    ahead.count(nanos, size, counting ? size : 0);
    return size;
  }

  /** The cells were stored: all was given back and told, and so many calls were counted ahead. */
  void stored(long nanos, int calls) {
    if (size > 0) {
      left = calls;
      idle = calls;
      pending = 0;
      fromNanos = nanos;
      long bucketEnd = (nanos / BUCKET_NANOS + 1) * BUCKET_NANOS;
      untilNanos = breaking ? Math.min(bucketEnd, nanos + LATE_NANOS) : bucketEnd;
    }
  }

  /** The cells were stored, and know of all ends. */
  void told() {
    pending = 0;
  }

  /** Whether it begins to hold something, and is to be looked at. */
  boolean list() {
    boolean begins = !listed && holds();
    listed |= begins;
    return begins;
  }

  /** It is looked at no more. */
  void unlist() {
    listed = false;
  }
}
