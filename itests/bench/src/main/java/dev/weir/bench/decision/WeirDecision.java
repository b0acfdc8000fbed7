package dev.weir.bench.decision;

import dev.weir.bench.decision.loop.Case;
import dev.weir.bench.decision.loop.CaseRules;
import dev.weir.engine.Engine;
import dev.weir.engine.SystemClock;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.RuleSet;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Weir's engine, each thread with one of its own: the resource is looked up by its name, a call
 * enters, and exits; with full statistics.
 */
@State(Scope.Thread)
public class WeirDecision {

  private final Entry entry = new Entry();
  private Engine engine = new Engine(new SystemClock());

  /** Loads a rule of each kind: one never refuses, one always does, one always has calls wait. */
  @Setup
  public void load() {
    engine = new Engine(new SystemClock());
    engine.load(new RuleSet(1, CaseRules.all()));
    for (Case which : List.of(Case.PASS, Case.BLOCK, Case.WAIT, Case.HOT, Case.BREAKER)) {
      if (engine.plan(engine.resource(which.resource())).checks().size() != 1) {
        throw new IllegalStateException("no rule is in force on " + which.resource());
      }
    }
  }

  /** A call that passes. */
  @Benchmark
  public Verdict pass() {
    return decide(Case.PASS);
  }

  /** A call that is refused. */
  @Benchmark
  public Verdict block() {
    return decide(Case.BLOCK);
  }

  /** A call that has to wait; nobody does. */
  @Benchmark
  public Verdict pace() {
    return decide(Case.WAIT);
  }

  /** A call with a parameter that is limited. */
  @Benchmark
  public Verdict hotParameter() {
    entry.arguments().clear().args().add("hot");
    return decide(Case.HOT);
  }

  /** A call under a closed breaker. */
  @Benchmark
  public Verdict breaker() {
    return decide(Case.BREAKER);
  }

  private Verdict decide(Case which) {
    Verdict verdict = engine.enter(engine.resource(which.resource()), entry);
    engine.exit(entry, false);
    return verdict;
  }
}
