package dev.weir.metric;

import static dev.weir.metric.Lines.T0;
import static dev.weir.metric.Lines.item;
import static dev.weir.metric.Lines.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricWriterTest {

  private static final String FILE = "orders-metrics.log.2026-11-24";

  @TempDir Path folder = Path.of("");

  private MetricWriter writer(long size, int files, long nowMs) throws IOException {
    MetricWriter writer = new MetricWriter(Lines.settings(folder, size, files), nowMs);
    writer.open(nowMs);
    return writer;
  }

  @Test
  void secondsAreAppended_andTheIndexSaysWhereEachBegins() throws IOException {
    try (MetricWriter writer = writer(1 << 20, 8, T0)) {
      writer.write(T0 + 1000, List.of(item(T0 + 1000, "a", 1), item(T0 + 1000, "b", 2)));
      writer.write(T0 + 2000, List.of(item(T0 + 2000, "a", 3)));
    }
    String first =
        """
        1795514401000|2026-11-24 10:00:01|a|1|0|0|0|0|0|0|0
        1795514401000|2026-11-24 10:00:01|b|2|0|0|0|0|0|0|0
        """;
    assertThat(folder.resolve(FILE))
        .hasContent(first + "1795514402000|2026-11-24 10:00:02|a|3|0|0|0|0|0|0|0\n");
    ByteBuffer index = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(FILE + ".idx")));
    assertThat(index.remaining()).isEqualTo(32);
    assertThat(index.getLong()).isEqualTo(T0 / 1000 + 1);
    assertThat(index.getLong()).isZero();
    assertThat(index.getLong()).isEqualTo(T0 / 1000 + 2);
    assertThat(index.getLong()).isEqualTo(first.length());
  }

  @Test
  void fullFile_beginsTheNext_andTheOldestGoes() throws IOException {
    try (MetricWriter writer = writer(1, 3, T0)) {
      for (int second = 1; second <= 12; second++) {
        writer.write(T0 + second * 1000L, List.of(item(T0, "a", second)));
      }
    }
    assertThat(names(folder))
        .containsExactly(
            FILE + ".10",
            FILE + ".10.idx",
            FILE + ".11",
            FILE + ".11.idx",
            FILE + ".12",
            FILE + ".12.idx");
    assertThat(folder.resolve(FILE + ".11")).content().contains("|a|12|");
  }

  @Test
  void newDay_beginsTheNext() throws IOException {
    long midnight = T0 + 14 * 3_600_000;
    try (MetricWriter writer = writer(1 << 20, 8, T0)) {
      writer.write(midnight - 1000, List.of(item(T0, "a", 1)));
      writer.write(midnight, List.of(item(T0, "a", 2)));
    }
    assertThat(folder.resolve(FILE)).content().contains("|2026-11-24 23:59:59|a|1|");
    assertThat(folder.resolve("orders-metrics.log.2026-11-25"))
        .content()
        .contains("|2026-11-25 00:00:00|a|2|");
  }

  @Test
  void secondBeforeTheLast_isLeftOut() throws IOException {
    try (MetricWriter writer = writer(1 << 20, 8, T0)) {
      assertThat(writer.write(T0 + 5000, List.of(item(T0, "a", 1)))).isTrue();
      assertThat(writer.write(T0 + 4999, List.of(item(T0, "a", 2)))).isFalse();
      assertThat(writer.write(T0 + 5999, List.of(item(T0, "a", 3)))).isTrue();
    }
    assertThat(folder.resolve(FILE)).content().hasLineCount(2);
    assertThat(folder.resolve(FILE + ".idx")).hasSize(16);
  }

  @Test
  void restart_beginsAnotherFile_andLeavesTheTornLineAlone() throws IOException {
    writer(1 << 20, 8, T0).close();
    Files.writeString(folder.resolve(FILE), "1795514401000|2026-11-24 10:0");
    try (MetricWriter writer = writer(1 << 20, 8, T0 + 2000)) {
      writer.write(T0 + 3000, List.of(item(T0, "a", 1)));
    }
    assertThat(folder.resolve(FILE)).hasContent("1795514401000|2026-11-24 10:0");
    assertThat(folder.resolve(FILE + ".1")).content().startsWith("1795514403000|");
  }

  @Test
  void otherFiles_areNeitherCountedNorRemoved() throws IOException {
    List<String> others =
        List.of(
            "orders-metrics.log.pid7.2026-11-24",
            "orders-metrics.log.2026-11-24.bak",
            "orders-metrics.log.2026-11-24.12345678901",
            "orders-metrics.log");
    for (String other : others) {
      Files.createFile(folder.resolve(other));
    }
    writer(1 << 20, 1, T0).close();
    assertThat(names(folder)).containsAll(others).contains(FILE, FILE + ".idx").hasSize(6);
  }

  @Test
  void folderThatHasGone_isMadeAnew() throws IOException {
    Path gone = folder.resolve("logs");
    MetricWriter writer = new MetricWriter(Lines.settings(gone, 1 << 20, 8), T0);
    try (writer) {
      writer.write(T0, List.of(item(T0, "a", 1)));
      for (String name : names(gone)) {
        Files.delete(gone.resolve(name));
      }
      Files.delete(gone);
      writer.write(T0 + 1000, List.of(item(T0, "a", 2)));
    }
    assertThat(gone.resolve(FILE)).content().contains("|a|2|").hasLineCount(1);
  }

  @Test
  void folderThatCannotBeMade_isAnError_andTheNextSecondIsTriedAnew() throws IOException {
    Path blocked = Files.createFile(folder.resolve("logs"));
    MetricWriter writer = new MetricWriter(Lines.settings(blocked, 1 << 20, 8), T0);
    try (writer) {
      assertThatThrownBy(() -> writer.write(T0, List.of(item(T0, "a", 1))))
          .isInstanceOf(IOException.class);
      Files.delete(blocked);
      assertThat(writer.write(T0 + 1000, List.of(item(T0, "a", 2)))).isTrue();
    }
    assertThat(blocked.resolve(FILE)).content().contains("|a|2|").hasLineCount(1);
  }
}
