package dev.weir.bench.decision.loop;

/** Where a program says what it does, line by line. */
@FunctionalInterface
interface Lines {

  /** Says it. */
  void line(String text);
}
