package dev.weir.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.conformance.wasm.WasmEngine;
import dev.weir.engine.scenario.EngineSubject;
import dev.weir.engine.scenario.Scenario;
import dev.weir.engine.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenario tables on the JVM and on the engine that TeaVM has compiled; and the abilities that
 * the documentation claims, each of which names tables that have run on both.
 */
final class ScenarioTest {

  private static final Path ABILITIES = Path.of("..", "..", "docs", "engine.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| .*? \\|.*\\| ([^|]*) \\|$");
  private static final Pattern TABLE = Pattern.compile("`scenarios/([a-z-]+)[.]yaml`");

  private static final WasmEngine WASM = WasmEngine.inEndive();
  private static final Set<String> RAN_ON_THE_JVM = new TreeSet<>();
  private static final Set<String> RAN_IN_WASM = new TreeSet<>();

  static Stream<Arguments> scenarios() {
    return Scenarios.FILES.stream()
        .flatMap(file -> Scenarios.of(file).stream().map(table -> Arguments.of(file, table)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("scenarios")
  void scenarioOnTheJvm_holds(String file, Scenario scenario) {
    scenario.run(new EngineSubject());
    RAN_ON_THE_JVM.add(file);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("scenarios")
  void scenarioInWasm_holds(String file, Scenario scenario) {
    scenario.run(new WasmSubject(WASM));
    RAN_IN_WASM.add(file);
  }

  @AfterAll
  static void everyAbility_hasTablesThatRanOnBoth() throws IOException {
    Set<String> claimed = new TreeSet<>();
    Matcher row = ROW.matcher(abilities());
    while (row.find()) {
      Matcher table = TABLE.matcher(row.group(1));
      assertThat(table.find()).as("a table in: %s", row.group()).isTrue();
      do {
        claimed.add(table.group(1));
      } while (table.find());
    }
    assertThat(claimed).isEqualTo(new TreeSet<>(Scenarios.FILES));
    assertThat(RAN_ON_THE_JVM).isEqualTo(claimed);
    assertThat(RAN_IN_WASM).isEqualTo(claimed);
  }

  /** The rows of the table, without its head. */
  private static String abilities() throws IOException {
    String text = Files.readString(ABILITIES);
    String chapter = text.substring(text.indexOf("## Abilities"));
    String table = chapter.substring(chapter.indexOf("|---"));
    return table.substring(table.indexOf('\n') + 1, table.indexOf("\n\n") + 1);
  }
}
