package dev.weir.bench.decision.loop;

/** The clock of the place where a program runs. */
@FunctionalInterface
interface Time {

  /** Nanoseconds from some beginning, not negative. */
  long nanos();
}
