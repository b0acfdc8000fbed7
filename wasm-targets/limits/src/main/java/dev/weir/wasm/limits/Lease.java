package dev.weir.wasm.limits;

import dev.weir.engine.HostedResource;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import java.util.List;

/**
 * Calls of a resource that all workers have counted already and that this worker alone may let
 * through, without asking anybody. It holds in the bucket in which they were counted; what is left
 * then is given back with the next call that asks.
 *
 * <p>Only plain flow rules of {@value #LEAST} and more are leased, at most a part in {@value
 * #PARTS} of the threshold at a time, so that what an idle worker keeps is little; and only while
 * there is more room than a {@value #NEAR}th of the threshold. Nearer, every call asks.
 */
final class Lease {

  /** Of nothing, ever. */
  static final Lease NONE = new Lease(0, 0);

  /** Smallest threshold of which calls are leased. */
  static final int LEAST = 1_600;

  /** No worker keeps more than one part in so many. */
  static final int PARTS = 400;

  /** Most calls of one lease. */
  static final int MOST = 64;

  /** The last part in so many is not leased. */
  static final int NEAR = 16;

  private static final long BUCKET_NANOS = StatNode.BUCKET_MS * 1_000_000L;

  private final int size;
  private final long room;
  private long bucket;
  private long takenNanos;
  private int left;

  private Lease(int size, long room) {
    this.size = size;
    this.room = room;
  }

  /** What may be leased under such rules, whose state lies in such cells. */
  static Lease of(List<Rule> rules, Traits traits, HostedResource node) {
    if (!traits.plain() || node.cells().length() != node.statistics()) {
      return NONE;
    }
    double least = Double.MAX_VALUE;
    for (Rule rule : rules) {
      least = Math.min(least, rule instanceof FlowRule flow ? flow.threshold() : 0);
    }
    if (rules.isEmpty() || least < LEAST) {
      return NONE;
    }
    int size = (int) Math.min(MOST, least / PARTS);
    return new Lease(size, size + (long) Math.min(least / NEAR, Integer.MAX_VALUE));
  }

  /** Lets so many calls through if it can. */
  boolean take(long nanos, long calls) {
    if (left < calls || nanos / BUCKET_NANOS != bucket) {
      return false;
    }
    left -= (int) calls;
    return true;
  }

  /** Gives back in the cells what is left. */
  void giveBack(HostedResource node) {
    if (left > 0) {
      node.giveBack(takenNanos, left);
    }
  }

  /** Counts calls ahead in the cells, if the limit is far; how many. */
  int ahead(HostedResource node, long nanos) {
    if (size == 0 || node.fitting(nanos, room) < room) {
      return 0;
    }
    node.passAhead(nanos, size);
    return size;
  }

  /** The cells were stored: what is left was given back, and so many were counted ahead. */
  void stored(long nanos, int calls) {
    if (size > 0) {
      left = calls;
      takenNanos = nanos;
      bucket = nanos / BUCKET_NANOS;
    }
  }
}
