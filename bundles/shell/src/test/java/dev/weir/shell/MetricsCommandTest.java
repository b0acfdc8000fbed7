package dev.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.metric.Figures;
import dev.weir.metric.MetricHistory;
import dev.weir.metric.MetricItem;
import dev.weir.metric.MetricPage;
import dev.weir.metric.MetricQuery;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsCommandTest {

  private static final ZonedDateTime NOW =
      ZonedDateTime.of(2026, 11, 24, 10, 30, 0, 0, ZoneOffset.UTC);
  private static final long NOW_MS = NOW.toInstant().toEpochMilli();

  private final Fake history = new Fake();
  private final Gogo gogo = new Gogo(new MetricsCommand(history, () -> NOW));

  private static final class Fake implements MetricHistory {
    private State state = new State(true, Path.of("metrics"), 0);
    private MetricPage page = new MetricPage(List.of(), false);
    private MetricQuery asked = MetricQuery.between(0, 0);

    @Override
    public State state() {
      return state;
    }

    @Override
    public MetricPage find(MetricQuery query) {
      asked = query;
      return page;
    }
  }

  private static MetricItem item(String resource, long pass) {
    return new MetricItem(NOW_MS - 1000, resource, 1, new Figures(pass, 2, 9, 1, 12, 0, 3));
  }

  @Test
  void lines_areATableOfNumbers() throws Exception {
    history.page = new MetricPage(List.of(item("GET:/orders", 100), item("a", 7)), false);
    assertThat(gogo.run("weir:metrics"))
        .isEqualTo(
            """
            TIME                 RESOURCE     PASS/S  BLOCK/S  COMPLETE/S  ERROR/S  RT MS  AT ONCE
            2026-11-24 10:29:59  GET:/orders     100        2           9        1     12        3
            2026-11-24 10:29:59  a                 7        2           9        1     12        3
            """);
    assertThat(history.asked)
        .isEqualTo(new MetricQuery(NOW_MS - 60_000, NOW_MS, "", MetricsCommand.MAX_ROWS));
  }

  @Test
  void json_hasEveryFigure() throws Exception {
    history.page = new MetricPage(List.of(item("a", 7)), true);
    assertThat(gogo.run("weir:metrics a --json"))
        .isEqualTo(
            """
            {
              "on" : true,
              "folder" : "metrics",
              "lost" : 0,
              "more" : true,
              "items" : [ {
                "timestamp" : %d,
                "resource" : "a",
                "pass" : 7,
                "block" : 2,
                "complete" : 9,
                "error" : 1,
                "rt" : 12,
                "concurrency" : 3,
                "classification" : 1
              } ]
            }
            """
                .formatted(NOW_MS - 1000));
    assertThat(history.asked.resource()).isEqualTo("a");
    assertThat(history.asked.most()).isEqualTo(MetricsCommand.MAX_JSON);
  }

  @ParameterizedTest
  @CsvSource({"90s, 90", "10m, 600", "2h, 7200", "1d, 86400", "2026-11-24T10:00, 1800", "now, 0"})
  void moments_areReckonedFromNow(String since, long secondsAgo) throws Exception {
    gogo.run("weir:metrics --since " + since + " --until " + NOW_MS);
    assertThat(history.asked.beginMs()).isEqualTo(NOW_MS - secondsAgo * 1000);
    assertThat(history.asked.endMs()).isEqualTo(NOW_MS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"soon", "m", "2026-11-24T25:00", "99999999999999999999s", "9223372036854775807d"})
  void momentThatIsNone_isAFailureThatSaysWhatIsOne(String since) {
    assertThatThrownBy(() -> gogo.run("weir:metrics --since " + since))
        .hasMessageContaining("--since must be 90s, 10m, 2h or 1d ago")
        .hasMessageContaining("was " + since);
  }

  @Test
  void optionWithoutItsValue_isAFailure() {
    assertThatThrownBy(() -> gogo.run("weir:metrics --until"))
        .hasMessageContaining("--until needs WHEN; usage: weir:metrics [RESOURCE] [--since WHEN]");
  }

  @Test
  void sinceAfterUntil_isAFailure() {
    assertThatThrownBy(() -> gogo.run("weir:metrics --until 1h"))
        .hasMessageContaining("--since must be before --until");
  }

  @Test
  void logThatIsOffOrLostLines_isSaid() throws Exception {
    history.state = new MetricHistory.State(false, Path.of("metrics"), 12);
    assertThat(gogo.run("weir:metrics"))
        .contains("nothing was counted")
        .contains("the metric log is off: set enabled = true")
        .contains("12 lines are missing");
  }

  @Test
  void help_hasTheOptionsInColumns() throws Exception {
    assertThat(gogo.run("weir:metrics --help"))
        .contains("\nusage: weir:metrics [RESOURCE] [--since WHEN] [--until WHEN] [--json]\n")
        .contains("\n  --until WHEN  the same; default now\n  --json        machine-readable");
  }
}
