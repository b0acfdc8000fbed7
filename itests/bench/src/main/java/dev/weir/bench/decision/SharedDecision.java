package dev.weir.bench.decision;

import dev.weir.bench.decision.loop.CaseRules;
import dev.weir.engine.Engine;
import dev.weir.engine.SystemClock;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** One engine for all threads, with many resources, of which few are hot. */
@State(Scope.Benchmark)
public class SharedDecision {

  private static final int RESOURCES = 100_000;
  private static final int RULES = 10_000;
  private static final int HOT = 64;

  private Engine engine = new Engine(new SystemClock());
  private Resource[] all = new Resource[0];

  /** Makes the resources, each tenth with a rule. */
  @Setup
  public void load() {
    engine = new Engine(new SystemClock());
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      rules.add(FlowRule.perSecond("r" + i, name(10 * i), CaseRules.NEVER_REACHED));
    }
    engine.load(new RuleSet(1, rules));
    all = new Resource[RESOURCES];
    for (int i = 0; i < RESOURCES; i++) {
      all[i] = engine.resource(name(i));
    }
  }

  private static String name(int number) {
    return "GET:/resource/" + number;
  }

  /** A caller. */
  @State(Scope.Thread)
  public static class Caller {

    private final Entry entry = new Entry();
    private int index;
    private int next;

    /** Learns which thread it is. */
    @Setup
    public void number(ThreadParams thread) {
      index = thread.getThreadIndex();
    }
  }

  /** All threads on one resource. */
  @Benchmark
  public Verdict one(Caller caller) {
    return decide(caller, 0);
  }

  /** Each thread on a resource of its own. */
  @Benchmark
  public Verdict own(Caller caller) {
    return decide(caller, 10 * caller.index);
  }

  /** Some resources in turn, far apart among all. */
  @Benchmark
  public Verdict many(Caller caller) {
    caller.next = (caller.next + 1) % HOT;
    return decide(caller, caller.next * (RESOURCES / HOT / 10) * 10);
  }

  private Verdict decide(Caller caller, int resource) {
    Verdict verdict = engine.enter(all[resource], caller.entry);
    engine.exit(caller.entry, false);
    return verdict;
  }
}
