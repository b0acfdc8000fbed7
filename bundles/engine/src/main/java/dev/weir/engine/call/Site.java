package dev.weir.engine.call;

import dev.weir.engine.cell.Region;
import dev.weir.engine.cell.Ring;

/** Where a rule is compiled for: a resource of an engine, its statistics, and room for cells. */
public interface Site {

  /** The resource. */
  Resource resource();

  /** The figures of the host. */
  Signals signals();

  /** Fresh cells, all 0. */
  Region allocate(int cells);

  /** Cells with what others hold: those themselves where that is possible, else copies. */
  Region keep(Region held);

  /**
   * A number, 0 to 63, by which a check can mark an entry; of its own unless the resource has more
   * than 64 of such checks.
   */
  int mark();

  /**
   * A check that keeps something outside of cells, as the site needs it: where a call may be
   * decided more than once, it must be asked once.
   */
  Check once(Check check);

  /** The resource's passes over the newest buckets of {@code StatNode.BUCKET_MS}. */
  Ring passes(int span);

  /** Another resource's passes. */
  Ring passesOf(String resource, int span);

  /** Where Weir may differ from Sentinel. */
  Options options();

  /** Who wants to hear of breakers. */
  BreakerListener breakers();
}
