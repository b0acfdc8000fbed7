package dev.weir.engine;

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

    @Override
    public void load(RuleSet rules) {
      engine.load(rules);
    }

    @Override
    public void setMillis(long millis) {
      now = millis;
    }

    @Override
    public String enter(String resource) {
      return engine.enter(resource, 1) instanceof Decision.Block block ? block.rule().id() : "";
    }
  }
}
