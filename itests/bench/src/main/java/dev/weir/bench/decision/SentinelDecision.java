package dev.weir.bench.decision;

import com.alibaba.csp.sentinel.Entry;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Sentinel for Java: {@code SphU.entry} and {@code exit}, each thread with resources of its own.
 */
@State(Scope.Thread)
public class SentinelDecision {

  private String pass = "";
  private String block = "";

  /** Loads a rule that never refuses and one that always does, for every thread. */
  @Setup
  public void load(ThreadParams thread) {
    List<FlowRule> rules = new ArrayList<>();
    for (int i = 0; i < thread.getThreadCount(); i++) {
      rules.add(rule("GET:/pass/" + i, Limits.NEVER_REACHED));
      rules.add(rule("GET:/block/" + i, 0));
    }
    FlowRuleManager.loadRules(rules);
    pass = "GET:/pass/" + thread.getThreadIndex();
    block = "GET:/block/" + thread.getThreadIndex();
  }

  /** A call that passes. */
  @Benchmark
  public boolean pass() {
    return enter(pass);
  }

  /** A call that is refused. */
  @Benchmark
  public boolean block() {
    return enter(block);
  }

  private static boolean enter(String resource) {
    Entry entry;
    try {
      entry = SphU.entry(resource);
    } catch (BlockException e) {
      return false;
    }
    entry.exit();
    return true;
  }

  private static FlowRule rule(String resource, double perSecond) {
    FlowRule rule = new FlowRule(resource);
    rule.setGrade(RuleConstant.FLOW_GRADE_QPS);
    rule.setCount(perSecond);
    return rule;
  }
}
