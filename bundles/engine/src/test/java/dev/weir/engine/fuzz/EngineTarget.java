package dev.weir.engine.fuzz;

import dev.weir.engine.Engine;
import dev.weir.engine.call.Check;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.ShadowCheck;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.Event;
import dev.weir.engine.hotspot.HotspotCheck;
import dev.weir.engine.match.NamePattern;
import dev.weir.engine.outlier.OutlierNodes;
import dev.weir.engine.scenario.Call;
import dev.weir.engine.scenario.EngineSubject;
import dev.weir.engine.scenario.Questions;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The engine on the JVM, beside a model that only counts: whatever is done, its statistics are the
 * model's, who was let through is inside, and nothing grows beyond its bound.
 */
public final class EngineTarget implements FuzzTarget {

  /** Fewer than the fuzzer has names. */
  public static final int MAX_RESOURCES = 12;

  private final Questions questions = new Questions();
  private final Map<Resource, Model> models = new HashMap<>();
  private final Set<String> seen = new TreeSet<>();
  private final Entry[] entries = new Entry[Fuzzer.SLOTS];
  private long nanos = 2_000_000_000_000_000_000L;
  private final Engine engine =
      new Engine(
          () -> nanos,
          Options.DEFAULT.withMaxResources(MAX_RESOURCES).withPatterns(NamePattern::of),
          questions);

  /** What only counts. */
  private static final class Model {
    private long pass;
    private long block;
    private long complete;
    private long error;
    private long inside;
  }

  /** An engine without rules. */
  public EngineTarget() {
    for (int i = 0; i < entries.length; i++) {
      entries[i] = new Entry();
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  @Override
  public void clock(long to) {
    nanos = to;
  }

  @Override
  public void load(RuleSet set) {
    engine.load(set);
    require(engine.revision() == set.revision(), "revision");
  }

  @Override
  public void signal(double load, double cpuUsage, long memoryBytes) {
    engine.signals().load(load);
    engine.signals().cpuUsage(cpuUsage);
    engine.signals().memoryBytes(memoryBytes);
  }

  @Override
  public String enter(int slot, Call call) {
    Entry entry = entries[slot];
    entry.inbound(call.inbound());
    entry.arguments().clear();
    EngineSubject.bring(call, entry);
    try {
      entry.batch(call.batch());
    } catch (IllegalArgumentException e) {
      require(call.batch() < 0 || call.batch() > Entry.MAX_BATCH, "refused " + call.batch());
      seen.add("refused");
      return "refused";
    }
    Resource resource = engine.resource(call.resource());
    boolean inside = entry.inside();
    try {
      engine.enter(resource, entry);
    } catch (IllegalStateException e) {
      require(inside, "inside");
      seen.add("inside");
      return "inside";
    }
    require(!inside, "entered twice");
    Model model = models.computeIfAbsent(resource, r -> new Model());
    String outcome = count(entry, model);
    require(resource.node().concurrency() == model.inside, "concurrency after enter");
    return outcome;
  }

  private String count(Entry entry, Model model) {
    if (entry.verdict() == Verdict.BLOCK) {
      model.block += entry.batch();
      Rule by = Objects.requireNonNull(entry.blockedBy(), "blocked by a rule");
      require(!entry.inside(), "blocked, and not inside");
      seen.add(by.getClass().getSimpleName());
      return "block:" + by.id();
    }
    model.pass += entry.batch();
    model.inside++;
    boolean waits = entry.verdict() == Verdict.WAIT;
    require(waits == entry.waitNanos() > 0, "a wait of " + entry.waitNanos());
    seen.add(entry.verdict().name());
    return waits ? "wait:" + entry.waitNanos() : "pass";
  }

  @Override
  public void exit(int slot, boolean error) {
    Entry entry = entries[slot];
    Resource resource = entry.resource();
    engine.exit(entry, error);
    require(!entry.inside(), "inside after exit");
    if (resource != null) {
      Model model = models.computeIfAbsent(resource, r -> new Model());
      model.complete += entry.batch();
      model.error += error ? entry.batch() : 0;
      model.inside--;
      require(resource.node().concurrency() == model.inside, "concurrency after exit");
    }
  }

  @Override
  public String ask(String question) {
    String answer = questions.answer(engine, question, nanos / 1_000_000);
    if (answer.startsWith("out ") && !answer.startsWith("out probe")) {
      seen.add("ejects");
    } else if (answer.startsWith("asks ")) {
      seen.add("asks");
    }
    return answer;
  }

  /** What has happened: verdicts, classes of rules that blocked, and so on. */
  public Set<String> seen() {
    return seen;
  }

  /** Compares with the model, and looks at the bounds. */
  public void check() {
    models.forEach(
        (resource, model) -> {
          require(resource.node().total(Event.PASS) == model.pass, "passes");
          require(resource.node().total(Event.BLOCK) == model.block, "blocks");
          require(resource.node().total(Event.COMPLETE) == model.complete, "ends");
          require(resource.node().total(Event.ERROR) == model.error, "errors");
        });
    int names = 3;
    require(engine.resources().size() <= MAX_RESOURCES + names, "resources");
    for (Resource resource : engine.resources()) {
      engine.plan(resource).checks().forEach(EngineTarget::bounded);
      OutlierNodes nodes = engine.outliers().nodes(resource.name());
      require(nodes == null || nodes.size() <= OutlierNodes.MAX_NODES, "nodes");
    }
  }

  private static void bounded(Check check) {
    Check inner = check instanceof ShadowCheck shadow ? shadow.inner() : check;
    if (inner instanceof HotspotCheck hotspot && hotspot.rule().paramsMaxCapacity() > 0) {
      require(hotspot.values() <= hotspot.rule().paramsMaxCapacity(), "values");
    }
  }
}
