package dev.weir.bench.decision;

/** Limits that all subjects are given alike. */
final class Limits {

  /** Per second; more than any of them decides in that time. */
  static final int NEVER_REACHED = 1_000_000_000;

  private Limits() {}
}
