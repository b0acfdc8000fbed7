package dev.weir.bench.decision.loop;

import dev.weir.engine.call.Verdict;

/** What is decided, over and over. */
public enum Case {
  /** The loop alone, with the clock's two steps. */
  LOOP("loop alone", "", Verdict.PASS),
  /** The clock of the place, read once: what an engine there pays twice. */
  CLOCK("clock, one read", "", Verdict.PASS),
  /** A resource that has statistics and no rule. */
  FREE("no rule", "GET:/free", Verdict.PASS),
  /** A flow rule that never refuses. */
  PASS("flow pass", "GET:/pass", Verdict.PASS),
  /** A flow rule that always refuses. */
  BLOCK("flow block", "GET:/block", Verdict.BLOCK),
  /** A flow rule that paces; nobody waits in fact. */
  WAIT("flow wait", "GET:/wait", Verdict.WAIT),
  /** A limited argument. */
  HOT("hot parameter", "GET:/hot", Verdict.PASS),
  /** A closed breaker. */
  BREAKER("breaker", "GET:/breaker", Verdict.PASS);

  private final String title;
  private final String resource;
  private final Verdict expected;

  Case(String title, String resource, Verdict expected) {
    this.title = title;
    this.resource = resource;
    this.expected = expected;
  }

  /** As in the tables. */
  public String title() {
    return title;
  }

  /** Which resource is called; empty when none is. */
  public String resource() {
    return resource;
  }

  /** What every call must get, so that a figure is of what it is said to be. */
  Verdict expected() {
    return expected;
  }
}
