package dev.weir.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.RuleSet;
import java.util.List;

/**
 * A table: rules, and what becomes of calls at given moments.
 *
 * @param name of the table, a sentence
 * @param options of the engine, by name
 * @param rules in force at the start
 * @param steps in order
 */
public record Scenario(String name, List<String> options, RuleSet rules, List<Step> steps) {

  /** Where 0 ms lies: a moment that every bucket length of the tables divides. */
  private static final long ORIGIN = 2_000_000_000_000L - 2_000_000_000_000L % 2_100_000;

  /** One line of the table. */
  public sealed interface Step {

    /** Milliseconds after the origin. */
    long at();

    /**
     * Calls that must be decided alike.
     *
     * @param outcome {@code pass}, {@code wait:MS}, {@code block} or {@code block:ID}
     */
    record Calls(long at, String outcome, int count, Call call) implements Step {}

    /** Other rules come into force. */
    record Load(long at, RuleSet rules) implements Step {}

    /** The calls that have been inside for longest end. */
    record Exit(long at, boolean error, int count) implements Step {}

    /** A figure of the host changes. */
    record Signal(long at, String name, double value) implements Step {}

    /**
     * The engine is asked or told something.
     *
     * @param question as {@link Questions} takes it
     * @param answer what it must answer
     */
    record Ask(long at, String question, String answer) implements Step {}
  }

  /** Runs the table. */
  public void run(Subject subject) {
    subject.setMillis(ORIGIN);
    subject.options(options);
    subject.load(rules);
    for (Step step : steps) {
      subject.setMillis(ORIGIN + step.at());
      run(subject, step);
    }
  }

  private static void run(Subject subject, Step step) {
    if (step instanceof Step.Load load) {
      subject.load(load.rules());
    } else if (step instanceof Step.Calls calls) {
      run(subject, calls);
    } else if (step instanceof Step.Exit exit) {
      for (int i = 0; i < exit.count(); i++) {
        subject.exit(exit.error());
      }
    } else if (step instanceof Step.Signal signal) {
      subject.signal(signal.name(), signal.value());
    } else if (step instanceof Step.Ask ask) {
      assertThat(subject.ask(ask.question())).as("%s", ask).isEqualTo(ask.answer());
    }
  }

  private static void run(Subject subject, Step.Calls calls) {
    for (int i = 1; i <= calls.count(); i++) {
      subject.setMillis(ORIGIN + calls.at());
      String seen = outcome(subject.decide(calls.call()), subject);
      boolean anyRule = calls.outcome().equals("block") || !subject.namesRules();
      if (anyRule && seen.startsWith("block")) {
        seen = calls.outcome().startsWith("block") ? calls.outcome() : "block";
      }
      assertThat(seen).as("call %d of %s", i, calls).isEqualTo(calls.outcome());
    }
  }

  private static String outcome(String blockedBy, Subject subject) {
    if (!blockedBy.isEmpty()) {
      return "block:" + blockedBy;
    }
    return subject.waitMillis() > 0 ? "wait:" + subject.waitMillis() : "pass";
  }

  @Override
  public String toString() {
    return name;
  }
}
