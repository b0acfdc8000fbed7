package dev.weir.bench.decision;

import dev.weir.engine.Engine;
import dev.weir.engine.SystemClock;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
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

  private static final String PASS = "GET:/pass";
  private static final String BLOCK = "GET:/block";
  private static final String WAIT = "GET:/wait";
  private static final String HOT = "GET:/hot";
  private static final String BREAKER = "GET:/breaker";

  private final Entry entry = new Entry();
  private Engine engine = new Engine(new SystemClock());

  /** Loads a rule of each kind: one never refuses, one always does, one always has calls wait. */
  @Setup
  public void load() {
    engine = new Engine(new SystemClock());
    engine.load(new RuleSet(1, rules()));
    for (String name : List.of(PASS, BLOCK, WAIT, HOT, BREAKER)) {
      if (engine.plan(engine.resource(name)).checks().size() != 1) {
        throw new IllegalStateException("no rule is in force on " + name);
      }
    }
  }

  private static List<Rule> rules() {
    return List.of(
        FlowRule.perSecond("pass", PASS, Limits.NEVER_REACHED),
        FlowRule.perSecond("block", BLOCK, 0),
        new FlowRule(
            "wait",
            WAIT,
            false,
            new TokenCalculation.Direct(),
            new ControlBehavior.Throttling(ControlBehavior.Throttling.MAX_QUEUEING_MS),
            1_000,
            1_000,
            Window.COMPATIBLE,
            null,
            Policy.DEFAULT),
        new HotspotRule(
            "hot",
            HOT,
            new HotspotRule.Param(0, ""),
            new HotspotRule.Metric.Qps(1, 0, new ControlBehavior.Reject()),
            Limits.NEVER_REACHED,
            0,
            List.of(),
            Policy.DEFAULT),
        new CircuitBreakerRule(
            "breaker",
            BREAKER,
            new CircuitBreakerRule.Strategy.ErrorRatio(0.5),
            5,
            new CircuitBreakerRule.StatWindow(1_000, 1),
            new CircuitBreakerRule.Recovery(10_000, 0),
            Policy.DEFAULT));
  }

  /** A call that passes. */
  @Benchmark
  public Verdict pass() {
    return decide(PASS);
  }

  /** A call that is refused. */
  @Benchmark
  public Verdict block() {
    return decide(BLOCK);
  }

  /** A call that has to wait; nobody does. */
  @Benchmark
  public Verdict pace() {
    return decide(WAIT);
  }

  /** A call with a parameter that is limited. */
  @Benchmark
  public Verdict hotParameter() {
    entry.arguments().clear().args().add("hot");
    return decide(HOT);
  }

  /** A call under a closed breaker. */
  @Benchmark
  public Verdict breaker() {
    return decide(BREAKER);
  }

  private Verdict decide(String resource) {
    Verdict verdict = engine.enter(engine.resource(resource), entry);
    engine.exit(entry, false);
    return verdict;
  }
}
