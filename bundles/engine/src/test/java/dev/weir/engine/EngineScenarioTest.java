package dev.weir.engine;

import static java.util.Objects.requireNonNull;

import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.scenario.Scenario;
import dev.weir.engine.scenario.Scenarios;
import dev.weir.engine.scenario.Subject;
import dev.weir.rule.RuleSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenario tables on the JVM. */
final class EngineScenarioTest {

  static List<Scenario> scenarios() {
    return Scenarios.flow();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void scenario_holds(Scenario scenario) {
    scenario.run(new JvmEngine());
  }

  private static final class JvmEngine implements Subject {

    private long now;
    private final Engine engine = new Engine(() -> now);
    private final Entry entry = new Entry();

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
      Verdict verdict = engine.enter(engine.resource(resource), entry);
      engine.exit(entry, false);
      return verdict == Verdict.BLOCK ? requireNonNull(entry.blockedBy()).id() : "";
    }
  }
}
