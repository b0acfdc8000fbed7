package dev.weir.bench.decision;

import dev.weir.engine.Engine;
import dev.weir.engine.SystemClock;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Weir's engine: the resource is looked up by its name, enters, and exits; with full statistics.
 */
@State(Scope.Thread)
public class WeirDecision {

  private static final String PASS = "GET:/pass";
  private static final String BLOCK = "GET:/block";

  private final Entry entry = new Entry();
  private Engine engine = new Engine(new SystemClock());

  /** Loads a rule that never refuses and one that always does. */
  @Setup
  public void load() {
    engine = new Engine(new SystemClock());
    engine.load(
        new RuleSet(
            1,
            List.of(
                FlowRule.perSecond("pass", PASS, Limits.NEVER_REACHED),
                FlowRule.perSecond("block", BLOCK, 0))));
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

  private Verdict decide(String resource) {
    Verdict verdict = engine.enter(engine.resource(resource), entry);
    engine.exit(entry, false);
    return verdict;
  }
}
