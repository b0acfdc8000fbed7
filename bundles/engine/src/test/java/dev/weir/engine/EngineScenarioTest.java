package dev.weir.engine;

import static java.util.Objects.requireNonNull;

import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.scenario.Scenario;
import dev.weir.engine.scenario.Scenarios;
import dev.weir.engine.scenario.Subject;
import dev.weir.rule.RuleSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenario tables on the JVM. */
final class EngineScenarioTest {

  static List<Scenario> scenarios() {
    return Stream.of(Scenarios.flow(), Scenarios.abilities()).flatMap(List::stream).toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void scenario_holds(Scenario scenario) {
    scenario.run(new JvmEngine());
  }

  private static final class JvmEngine implements Subject {

    private long now;
    private final Engine engine = new Engine(() -> now);
    private final Deque<Entry> inside = new ArrayDeque<>();
    private Entry entry = new Entry();

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
      entry = new Entry();
      return decide(resource, true);
    }

    @Override
    public String hold(String resource) {
      entry = new Entry().inbound(true);
      return decide(resource, false);
    }

    private String decide(String resource, boolean exit) {
      Verdict verdict = engine.enter(engine.resource(resource), entry);
      if (exit) {
        engine.exit(entry, false);
      } else if (verdict != Verdict.BLOCK) {
        inside.add(entry);
      }
      return verdict == Verdict.BLOCK ? requireNonNull(entry.blockedBy()).id() : "";
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
  }
}
