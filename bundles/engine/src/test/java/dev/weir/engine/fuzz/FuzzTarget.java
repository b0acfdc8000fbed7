package dev.weir.engine.fuzz;

import dev.weir.engine.scenario.Call;
import dev.weir.rule.RuleSet;

/** An engine that a fuzzer works on. */
public interface FuzzTarget {

  /** Sets the clock, in nanoseconds since the epoch. */
  void clock(long nanos);

  /** Puts rules in force. */
  void load(RuleSet rules);

  /** Sets the figures of the host. */
  void signal(double load, double cpuUsage, long memoryBytes);

  /**
   * Enters with the entry of that number, wherever it may be, and stays inside.
   *
   * @return {@code pass}, {@code wait:NANOS}, {@code block:ID}, {@code inside} when the entry has
   *     not exited, or {@code refused} when the call cannot be
   */
  String enter(int slot, Call call);

  /** Exits with the entry of that number, wherever it may be. */
  void exit(int slot, boolean error);

  /** Answers a question, as the questions of scenario tables. */
  String ask(String question);
}
