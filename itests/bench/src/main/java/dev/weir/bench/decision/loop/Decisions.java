package dev.weir.bench.decision.loop;

import dev.weir.engine.Engine;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.RuleSet;

/**
 * An engine under a clock that steps by a microsecond at each reading, so that windows turn as
 * under half a million calls a second and no place's own clock is in the figure.
 */
final class Decisions {

  /** Calls of one batch: few enough that a compiler that works by calls meets the batch often. */
  static final int BATCH = 1_000;

  private static final long EPOCH_NANOS = 2_000_000_000_000_000_000L;
  private static final long STEP_NANOS = 1_000;

  /** More than the clock moves until the turn of the case that paces. */
  private static final int QUEUED_SECONDS = 1_000;

  private long now = EPOCH_NANOS;
  private final Time time;
  private final Engine engine = new Engine(this::tick);
  private final Entry entry = new Entry();

  /** Decides by the rules of all cases; {@code time} is for {@link Case#CLOCK}. */
  Decisions(Time time) {
    this.time = time;
    engine.load(new RuleSet(1, CaseRules.all()));
    fillQueue();
  }

  /** The first call of a pace need not wait: so many seconds of others come before those timed. */
  private void fillQueue() {
    entry.batch(CaseRules.PACE);
    for (int i = 0; i < QUEUED_SECONDS; i++) {
      call(Case.WAIT);
    }
    entry.batch(1);
  }

  private long tick() {
    now += STEP_NANOS;
    return now;
  }

  /**
   * Decides a batch.
   *
   * @throws IllegalStateException when a call did not get what the case says
   */
  void batch(Case which) {
    switch (which) {
      case LOOP -> loop();
      case CLOCK -> clock();
      case HOT -> hot(which);
      case FREE, PASS, BLOCK, WAIT, BREAKER -> plain(which);
    }
  }

  private void loop() {
    for (int i = 0; i < BATCH; i++) {
      long entered = tick();
      if (tick() < entered) {
        throw new IllegalStateException("the clock went back");
      }
    }
  }

  private void clock() {
    for (int i = 0; i < BATCH; i++) {
      if (time.nanos() < 0) {
        throw new IllegalStateException("the clock does not run");
      }
    }
  }

  private void plain(Case which) {
    for (int i = 0; i < BATCH; i++) {
      decide(which);
    }
  }

  private void hot(Case which) {
    for (int i = 0; i < BATCH; i++) {
      entry.arguments().clear().args().add("hot");
      decide(which);
    }
  }

  private void decide(Case which) {
    Verdict verdict = call(which);
    if (verdict != which.expected()) {
      throw new IllegalStateException(which.title() + " got " + verdict);
    }
  }

  private Verdict call(Case which) {
    Verdict verdict = engine.enter(engine.resource(which.resource()), entry);
    engine.exit(entry, false);
    return verdict;
  }
}
