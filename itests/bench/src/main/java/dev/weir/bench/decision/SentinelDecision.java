package dev.weir.bench.decision;

import com.alibaba.csp.sentinel.Entry;
import com.alibaba.csp.sentinel.EntryType;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import com.alibaba.csp.sentinel.slots.block.flow.param.ParamFlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.param.ParamFlowRuleManager;
import dev.weir.bench.decision.loop.CaseRules;
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
  private String hot = "";
  private String breaker = "";

  /** Loads a rule that never refuses and one that always does, for every thread. */
  @Setup
  public void load(ThreadParams thread) {
    List<FlowRule> rules = new ArrayList<>();
    for (int i = 0; i < thread.getThreadCount(); i++) {
      rules.add(rule("GET:/pass/" + i, CaseRules.NEVER_REACHED));
      rules.add(rule("GET:/block/" + i, 0));
    }
    FlowRuleManager.loadRules(rules);
    List<ParamFlowRule> hotRules = new ArrayList<>();
    List<DegradeRule> breakers = new ArrayList<>();
    for (int i = 0; i < thread.getThreadCount(); i++) {
      hotRules.add(
          new ParamFlowRule("GET:/hot/" + i).setParamIdx(0).setCount(CaseRules.NEVER_REACHED));
      breakers.add(
          new DegradeRule("GET:/breaker/" + i)
              .setGrade(RuleConstant.DEGRADE_GRADE_EXCEPTION_RATIO)
              .setCount(0.5)
              .setTimeWindow(10));
    }
    ParamFlowRuleManager.loadRules(hotRules);
    DegradeRuleManager.loadRules(breakers);
    hot = "GET:/hot/" + thread.getThreadIndex();
    breaker = "GET:/breaker/" + thread.getThreadIndex();
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

  /** A call with a parameter that is limited. */
  @Benchmark
  public boolean hotParameter() {
    Entry entry;
    try {
      entry = SphU.entry(hot, EntryType.OUT, 1, "hot");
    } catch (BlockException e) {
      return false;
    }
    entry.exit(1, "hot");
    return true;
  }

  /** A call under a closed breaker. */
  @Benchmark
  public boolean breaker() {
    return enter(breaker);
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
