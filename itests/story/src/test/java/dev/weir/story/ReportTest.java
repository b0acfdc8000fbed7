package dev.weir.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Report report = new Report(new PrintStream(out, true, StandardCharsets.UTF_8));

  @Test
  void noChecks_isNotOk() {
    assertThat(report.ok()).isFalse();
  }

  @Test
  void everyCheckHeld_isOk() {
    report.equal("1 a", 100, 100);
    report.holds("2 b", "few", "3", true);
    assertThat(report.ok()).isTrue();
    assertThat(report.summary()).isEqualTo("All 2 checks held.");
  }

  @Test
  void oneCheckFailed_isNotOkAndSaysSo() {
    report.equal("1 a", 100, 100);
    report.equal("1 b", 100, 101);
    assertThat(report.ok()).isFalse();
    assertThat(report.summary()).isEqualTo("1 of 2 checks failed.");
    assertThat(out.toString(StandardCharsets.UTF_8).lines().toList().get(1)).endsWith(" FAILED");
  }

  @Test
  void rows_areAligned() {
    report.equal("1 a", "x", "x");
    report.equal("2 longer", "xyz", "xyz");
    assertThat(out.toString(StandardCharsets.UTF_8).lines().map(row -> row.indexOf(" ok")))
        .containsOnly(out.toString(StandardCharsets.UTF_8).indexOf(" ok"));
  }

  @Test
  void json_isAnArrayOfTheChecks(@TempDir Path folder) throws Exception {
    report.equal("1 a", 100L, 101L);
    Path file = folder.resolve("checks.json");
    report.write(file);
    assertThat(file)
        .content()
        .isEqualToIgnoringWhitespace(
            "[{\"line\":\"1 a\",\"expected\":\"100\",\"seen\":\"101\",\"ok\":false}]");
  }
}
