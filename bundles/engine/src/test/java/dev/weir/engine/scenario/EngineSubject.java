package dev.weir.engine.scenario;

import static java.util.Objects.requireNonNull;

import dev.weir.engine.Engine;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Values;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.match.NamePattern;
import dev.weir.rule.ParamValue;
import dev.weir.rule.RuleSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The engine on the JVM. */
public final class EngineSubject implements Subject {

  private final Questions questions = new Questions();
  private final Deque<Entry> inside = new ArrayDeque<>();
  private long now;
  private Engine engine = engine(Options.DEFAULT);
  private Entry entry = new Entry();

  private Engine engine(Options options) {
    return new Engine(() -> now, options.withPatterns(NamePattern::of), questions);
  }

  @Override
  public void options(List<String> names) {
    Options options = Options.DEFAULT;
    for (String name : names) {
      options =
          switch (name) {
            case "evictedValuesInheritDebt" -> options.withInheritedDebt();
            case "abandonedProbesRetry" -> options.withAbandonedProbes();
            case "rollbackRenewsRetry" -> options.withRenewedRetry();
            default -> throw new IllegalArgumentException("no such option: " + name);
          };
    }
    engine = engine(options);
  }

  @Override
  public void load(RuleSet rules) {
    engine.load(rules);
  }

  @Override
  public void setMillis(long millis) {
    now = millis * 1_000_000;
  }

  @Override
  public String enter(String resource) {
    return decide(Call.of(resource));
  }

  @Override
  public String decide(Call call) {
    entry = new Entry().batch(call.batch()).inbound(call.inbound());
    bring(call, entry);
    if (engine.enter(engine.resource(call.resource()), entry) == Verdict.BLOCK) {
      return requireNonNull(entry.blockedBy()).id();
    }
    if (call.end().stays()) {
      inside.add(entry);
    } else {
      now += call.end().afterMs() * 1_000_000;
      engine.exit(entry, call.end().error());
    }
    return "";
  }

  /** Gives an entry what a call brings for hotspot rules. */
  public static void bring(Call call, Entry entry) {
    for (ParamValue value : call.arguments().args()) {
      add(value, entry.arguments().args());
    }
    call.arguments()
        .attachments()
        .forEach((key, value) -> add(value, entry.arguments().attach(key)));
  }

  private static void add(ParamValue value, Values to) {
    if (value instanceof ParamValue.OfLong number) {
      to.add(number.value());
    } else if (value instanceof ParamValue.OfString text) {
      to.add(text.value());
    } else if (value instanceof ParamValue.OfBoolean truth) {
      to.add(truth.value());
    } else if (value instanceof ParamValue.OfDouble number) {
      to.add(number.value());
    }
  }

  @Override
  public void exit(boolean error) {
    engine.exit(inside.remove(), error);
  }

  @Override
  public double waitMillis() {
    return entry.waitNanos() / 1e6;
  }

  @Override
  public void signal(String name, double value) {
    switch (name) {
      case "load" -> engine.signals().load(value);
      case "cpuUsage" -> engine.signals().cpuUsage(value);
      case "memoryBytes" -> engine.signals().memoryBytes((long) value);
      default -> throw new IllegalArgumentException("no such signal: " + name);
    }
  }

  @Override
  public String ask(String question) {
    return questions.answer(engine, question, now / 1_000_000);
  }
}
