package dev.weir.bench.decision;

import com.sun.management.ThreadMXBean;
import dev.weir.bench.Row;
import dev.weir.engine.Engine;
import dev.weir.rule.RuleSet;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What another thread does, again and again, beside a thread that decides. */
enum Beside {
  /** Nothing. */
  IDLE("nothing beside it"),
  /** Allocates and keeps busy as a load does, and loads nothing. */
  ALLOCATING("allocating beside it"),
  /** Loads one set of 10,000 rules, then another. */
  LOADING(Row.WEIR);

  private static final int OBJECT_BYTES = 64;
  private static final int ARRAY_HEADER = 16;

  private final String subject;

  Beside(String subject) {
    this.subject = subject;
  }

  /** Who the rows are of. */
  String subject() {
    return subject;
  }

  /**
   * One load.
   *
   * @param bytes that its thread allocated
   * @param nanos that it took
   */
  record Cost(long bytes, long nanos) {}

  /** Does it once. */
  void once(Engine engine, RuleSet rules, Cost cost) {
    switch (this) {
      case IDLE -> LockSupport.parkNanos(cost.nanos());
      case ALLOCATING -> allocate(cost);
      case LOADING -> engine.load(rules);
    }
  }

  /** Small objects that live until the last is made, as the parts of a book do. */
  private static @Nullable Object allocate(Cost cost) {
    long end = System.nanoTime() + cost.nanos();
    List<Object> kept = new ArrayList<>();
    for (long bytes = 0; bytes < cost.bytes(); bytes += OBJECT_BYTES) {
      kept.add(new byte[OBJECT_BYTES - ARRAY_HEADER]);
    }
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return kept.isEmpty() ? null : kept.get(kept.size() - 1);
  }

  /** What a load costs, of the calling thread: the cheapest of some. */
  static Cost cost(Engine engine, List<RuleSet> sets) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Cost cheapest = new Cost(0, Long.MAX_VALUE);
    for (int i = 0; i < 10; i++) {
      for (RuleSet rules : sets) {
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        engine.load(rules);
        long nanos = System.nanoTime() - start;
        if (nanos < cheapest.nanos()) {
          cheapest = new Cost(threads.getCurrentThreadAllocatedBytes() - bytes, nanos);
        }
      }
    }
    return cheapest;
  }
}
