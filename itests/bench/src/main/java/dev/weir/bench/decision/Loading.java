package dev.weir.bench.decision;

import dev.weir.bench.Row;
import dev.weir.engine.Engine;
import dev.weir.engine.SystemClock;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;

/** How long it takes to put 10,000 rules in force, new ones and changed ones. */
final class Loading {

  static final String FRESH = "load 10,000 rules, fresh";
  static final String CHANGED = "load 10,000 rules, changed";
  static final String UNIT = "ms";

  static final int RULES = 10_000;

  private static final int ROUNDS = 15;
  private static final double NANOS_PER_MS = 1e6;

  private Loading() {}

  /** The fastest of some rounds. */
  static List<Row> rows() {
    double fresh = Double.MAX_VALUE;
    double changed = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      Engine engine = new Engine(new SystemClock());
      fresh = Math.min(fresh, load(engine, rules(1, 100)));
      changed = Math.min(changed, load(engine, rules(2, 200)));
    }
    return List.of(
        Row.of(DecisionBench.NAME, FRESH, Row.WEIR, UNIT, fresh),
        Row.of(DecisionBench.NAME, CHANGED, Row.WEIR, UNIT, changed));
  }

  private static double load(Engine engine, RuleSet rules) {
    long start = System.nanoTime();
    engine.load(rules);
    return (System.nanoTime() - start) / NANOS_PER_MS;
  }

  static String resource(int number) {
    return "GET:/resource/" + number;
  }

  static RuleSet rules(long revision, double threshold) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      rules.add(FlowRule.perSecond("r" + i, resource(i), threshold));
    }
    return new RuleSet(revision, rules);
  }
}
