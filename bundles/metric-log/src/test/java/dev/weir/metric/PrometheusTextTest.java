package dev.weir.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.Engine;
import dev.weir.engine.call.Entry;
import dev.weir.engine.cell.Event;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusTextTest {

  @TempDir Path folder = Path.of("");

  private long nowMs = Lines.T0;

  @Test
  void engine_isCountersAndAGauge() {
    Engine engine = new Engine(() -> nowMs * 1_000_000);
    engine.load(new RuleSet(1, List.of(FlowRule.perSecond("a", "a", 2))));
    for (int i = 0; i < 3; i++) {
      Entry entry = new Entry();
      engine.enter(engine.resource("a"), entry);
      nowMs += 30;
      engine.exit(entry, i == 0);
    }
    engine.enter(engine.resource("b"), new Entry());
    nowMs += 3_600_000;

    assertThat(PrometheusText.of(Reading.of(engine)).lines())
        .contains(
            "# TYPE weir_calls_total counter",
            "weir_calls_total{resource=\"a\",event=\"pass\"} 2",
            "weir_calls_total{resource=\"a\",event=\"block\"} 1",
            "weir_calls_total{resource=\"a\",event=\"complete\"} 2",
            "weir_calls_total{resource=\"a\",event=\"error\"} 1",
            "weir_response_milliseconds_total{resource=\"a\"} 60",
            "weir_concurrency{resource=\"a\"} 0",
            "weir_concurrency{resource=\"b\"} 1",
            "weir_calls_total{resource=\"__total_inbound_traffic__\",event=\"pass\"} 0");
  }

  @Test
  void namesAreEscaped_andWhatIsNotCountedIsLeftOut() {
    Reading reading = new Reading("a\"b\\c\nd", Map.of(Event.PASS, 7L), OptionalLong.empty());
    assertThat(PrometheusText.of(List.of(reading)).lines().filter(line -> !line.startsWith("#")))
        .containsExactly("weir_calls_total{resource=\"a\\\"b\\\\c\\nd\",event=\"pass\"} 7");
  }

  @Test
  void file_isReplacedWhole() throws IOException {
    Path file = folder.resolve("new/weir.prom");
    PrometheusFile prometheus =
        new PrometheusFile(
            file, () -> List.of(new Reading("a", Map.of(Event.PASS, nowMs), OptionalLong.empty())));
    prometheus.write();
    nowMs++;
    prometheus.write();
    assertThat(file).content().contains("event=\"pass\"} " + nowMs + "\n");
    assertThat(Lines.names(folder.resolve("new"))).containsExactly("weir.prom");
  }

  @Test
  void fileThatCannotBeWritten_isTriedAgain() throws IOException {
    Path blocked = Files.createFile(folder.resolve("new"));
    PrometheusFile prometheus = new PrometheusFile(blocked.resolve("weir.prom"), List::of);
    prometheus.write();
    Files.delete(blocked);
    prometheus.write();
    assertThat(blocked.resolve("weir.prom")).exists();
  }
}
