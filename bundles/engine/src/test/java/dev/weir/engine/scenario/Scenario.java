package dev.weir.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.RuleSet;
import java.util.List;

/**
 * A table: rules, and what becomes of calls at given moments.
 *
 * @param name of the table, a sentence
 * @param rules in force at the start
 * @param steps in order of time
 */
public record Scenario(String name, RuleSet rules, List<Step> steps) {

  /** Where 0 ms lies: a moment that every bucket length of the tables divides. */
  private static final long ORIGIN = 2_000_000_000_000L - 2_000_000_000_000L % 2_100_000;

  /** One line of the table. */
  public sealed interface Step {

    /** Milliseconds after the origin. */
    long at();

    /**
     * Calls that must end alike.
     *
     * @param outcome {@code pass}, {@code block} or {@code block:ID}
     */
    record Calls(long at, String outcome, int count, String resource) implements Step {}

    /** Other rules come into force. */
    record Load(long at, RuleSet rules) implements Step {}
  }

  /** Runs the table. */
  public void run(Subject subject) {
    subject.setMillis(ORIGIN);
    subject.load(rules);
    for (Step step : steps) {
      subject.setMillis(ORIGIN + step.at());
      if (step instanceof Step.Load load) {
        subject.load(load.rules());
      } else if (step instanceof Step.Calls calls) {
        run(subject, calls);
      }
    }
  }

  private static void run(Subject subject, Step.Calls calls) {
    for (int i = 1; i <= calls.count(); i++) {
      String blockedBy = subject.enter(calls.resource());
      String seen = blockedBy.isEmpty() ? "pass" : "block:" + blockedBy;
      boolean anyRule = calls.outcome().equals("block") || !subject.namesRules();
      if (anyRule && seen.startsWith("block")) {
        seen = calls.outcome().startsWith("block") ? calls.outcome() : "block";
      }
      assertThat(seen).as("call %d of %s", i, calls).isEqualTo(calls.outcome());
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
