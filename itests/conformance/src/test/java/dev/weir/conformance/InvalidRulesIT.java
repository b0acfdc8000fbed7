package dev.weir.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.simulate.RuleReader;
import dev.weir.simulate.trace.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Sentinel's managers pass over with a warning, Weir refuses. The generator of random rules
 * asks Sentinel about each and makes valid ones only, so these stand in a table.
 */
final class InvalidRulesIT {

  @TempDir Path folder = Path.of("");

  /** A line of the table. */
  record Row(String field, String rules) {}

  static List<Row> rows() throws IOException {
    try (InputStream table = InvalidRulesIT.class.getResourceAsStream("invalid-rules.txt")) {
      String text =
          new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\\|", 2))
          .map(parts -> new Row(parts[0].trim(), parts[1].trim()))
          .toList();
    }
  }

  @Test
  void everyRowOfTheTable_isInvalidToSentinel() throws IOException {
    List<String> sets = rows().stream().map(Row::rules).toList();
    List<String> answers = Oracle.find().check(Files.write(folder.resolve("sets"), sets));
    assertThat(answers).hasSameSizeAs(sets).isNotEmpty().doesNotContain("valid");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void invalidRule_isRefusedByItsField(Row row) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> new RuleReader().text("rules", row.rules()))
        .withMessageContaining(row.field());
  }
}
