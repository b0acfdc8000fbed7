package dev.weir.metric;

import static dev.weir.metric.Lines.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricRecorderTest {

  @TempDir Path folder = Path.of("");

  private final List<Long> asked = new ArrayList<>();

  private MetricRecorder recorder(Path logs) {
    MetricWriter writer = new MetricWriter(Lines.settings(logs, 1 << 20, 8), T0);
    return new MetricRecorder(
        startMs -> {
          asked.add((startMs - T0) / 1000);
          return List.of(Lines.item(startMs, "a", 1));
        },
        writer,
        T0);
  }

  private List<Long> logged() throws IOException {
    return new MetricSearch(folder, Lines.NAME)
        .find(MetricQuery.between(0, Long.MAX_VALUE)).items().stream()
            .map(item -> (item.timestampMs() - T0) / 1000)
            .toList();
  }

  @Test
  void everySecondThatHasEnded_isLoggedOnce() throws IOException {
    MetricRecorder recorder = recorder(folder);
    for (long ms = 0; ms <= 3300; ms += 100) {
      recorder.tick(T0 + ms);
    }
    assertThat(logged()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void lateTick_catchesUp() throws IOException {
    MetricRecorder recorder = recorder(folder);
    recorder.tick(T0 + 8_000);
    assertThat(logged()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(recorder.lost()).isZero();
  }

  @Test
  void tickThatIsTooLate_countsWhatTheStatisticsHoldNoMore() throws IOException {
    MetricRecorder recorder = recorder(folder);
    recorder.tick(T0 + 3_600_000);
    assertThat(logged()).containsExactly(3592L, 3593L, 3594L, 3595L, 3596L, 3597L, 3598L, 3599L);
    assertThat(recorder.lost()).isEqualTo(3592);
  }

  @Test
  void clockThatIsSetBack_logsNothingUntilItHasCaughtUp() throws IOException {
    MetricRecorder recorder = recorder(folder);
    recorder.tick(T0 + 3_000);
    recorder.tick(T0 + 1_000);
    recorder.tick(T0 + 2_000);
    recorder.tick(T0 + 2_100);
    assertThat(recorder.lost()).isEqualTo(2);
    recorder.tick(T0 + 4_000);
    assertThat(logged()).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void folderThatCannotBeWritten_isCounted_andTheLogGoesOnWhenItCan() throws IOException {
    Path logs = Files.createFile(folder.resolve("logs"));
    MetricRecorder recorder = recorder(logs);
    recorder.tick(T0 + 1_000);
    recorder.tick(T0 + 2_000);
    assertThat(recorder.lost()).isEqualTo(2);
    Files.delete(logs);
    recorder.tick(T0 + 3_000);
    assertThat(recorder.lost()).isEqualTo(2);
    assertThat(logs.resolve("orders-metrics.log.2026-11-24")).content().hasLineCount(1);
    assertThat(asked).containsExactly(0L, 1L, 2L);
  }

  @Test
  void sourceThatFails_costsItsSecond() throws IOException {
    MetricWriter writer = new MetricWriter(Lines.settings(folder, 1 << 20, 8), T0);
    MetricRecorder recorder =
        new MetricRecorder(
            startMs -> {
              if (startMs == T0 + 1_000) {
                throw new IllegalStateException("no answer");
              }
              return List.of(Lines.item(startMs, "a", 1));
            },
            writer,
            T0);
    recorder.tick(T0 + 3_000);
    assertThat(logged()).containsExactly(0L, 2L);
    assertThat(recorder.lost()).isEqualTo(1);
  }
}
