package dev.weir.bench.decision;

import dev.weir.engine.Decision;
import dev.weir.engine.Engine;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Weir's engine: the resource is looked up, the clock is read, the window decides and counts. */
@State(Scope.Thread)
public class WeirDecision {

  private static final String PASS = "GET:/pass";
  private static final String BLOCK = "GET:/block";

  private Engine engine = new Engine(System::currentTimeMillis);

  /** Loads a rule that never refuses and one that always does. */
  @Setup
  public void load() {
    engine = new Engine(System::currentTimeMillis);
    engine.load(
        new RuleSet(
            1,
            List.of(
                FlowRule.perSecond("pass", PASS, Limits.NEVER_REACHED),
                FlowRule.perSecond("block", BLOCK, 0))));
  }

  /** A call that passes. */
  @Benchmark
  public Decision pass() {
    return engine.enter(PASS, 1);
  }

  /** A call that is refused. */
  @Benchmark
  public Decision block() {
    return engine.enter(BLOCK, 1);
  }
}
