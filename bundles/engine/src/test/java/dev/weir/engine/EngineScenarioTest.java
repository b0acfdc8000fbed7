package dev.weir.engine;

import dev.weir.engine.scenario.EngineSubject;
import dev.weir.engine.scenario.Scenario;
import dev.weir.engine.scenario.Scenarios;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenario tables on the JVM. */
final class EngineScenarioTest {

  static Stream<Arguments> scenarios() {
    return Scenarios.FILES.stream()
        .flatMap(file -> Scenarios.of(file).stream().map(table -> Arguments.of(file, table)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("scenarios")
  void scenario_holds(String file, Scenario scenario) {
    scenario.run(new EngineSubject());
  }
}
