package dev.weir.bench.decision.meeting;

import dev.weir.engine.Engine;
import dev.weir.engine.SystemClock;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Resource;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** What each thread does over and over, beside another that does the same. */
enum Work {
  /** Enter and exit, let through by a flow rule. */
  PASS("one resource, pass"),
  /** The same, refused. */
  BLOCK("one resource, block"),
  /** Two readings of the clock, and nothing that is shared. */
  CLOCK("two clock readings"),
  /** Between them, a shared cell is written. */
  ONE_WRITE("the same, a shared cell once"),
  /** And after them again. */
  TWO_WRITES("the same, a shared cell twice"),
  /** Between them a shared cell and one of the thread's own, after them two of its own. */
  ONE_OF_FOUR("the same, a shared cell once, own ones three times");

  private static final Engine ENGINE = engine();
  private static final Resource PASSES = ENGINE.resource("passes");
  private static final Resource REFUSED = ENGINE.resource("refused");

  /** A page apart: the shared cell, and each thread's. */
  private static final int APART = 512;

  private static final AtomicLongArray CELLS = new AtomicLongArray(4 * APART);

  private final String words;

  Work(String words) {
    this.words = words;
  }

  private static Engine engine() {
    Engine engine = new Engine(new SystemClock());
    engine.load(
        new RuleSet(
            1,
            List.of(
                FlowRule.perSecond("passes", "passes", 1e9),
                FlowRule.perSecond("refused", "refused", 0))));
    return engine;
  }

  /** The case, as its row has it. */
  String words() {
    return words;
  }

  /** Does it so often; gives something that depends on it. */
  long repeat(int times, int thread, Entry entry) {
    return switch (this) {
      case PASS -> decide(times, PASSES, entry);
      case BLOCK -> decide(times, REFUSED, entry);
      case CLOCK -> write(times, thread, new int[] {0, 0, 0});
      case ONE_WRITE -> write(times, thread, new int[] {1, 0, 0});
      case TWO_WRITES -> write(times, thread, new int[] {1, 1, 0});
      case ONE_OF_FOUR -> write(times, thread, new int[] {1, 0, 3});
    };
  }

  private static long decide(int times, Resource resource, Entry entry) {
    for (int i = 0; i < times; i++) {
      ENGINE.enter(resource, entry);
      ENGINE.exit(entry, false);
    }
    return entry.startNanos();
  }

  /**
   * Reads the clock twice and writes cells.
   *
   * @param writes to the shared cell between the readings, after them; to own cells
   */
  private static long write(int times, int thread, int[] writes) {
    int own = APART * (2 + thread);
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += System.nanoTime();
      if (writes[0] > 0) {
        CELLS.getAndAdd(APART, 1);
      }
      if (writes[2] > 0) {
        CELLS.getAndAdd(own, 1);
      }
      sum += System.nanoTime();
      if (writes[1] > 0) {
        CELLS.getAndAdd(APART, 1);
      }
      for (int k = 1; k < writes[2]; k++) {
        CELLS.getAndAdd(own + k, 1);
      }
    }
    return sum;
  }
}
