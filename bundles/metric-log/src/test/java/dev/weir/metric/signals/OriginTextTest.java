package dev.weir.metric.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.manager.SignalView;
import dev.weir.manager.SwitchView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OriginTextTest {

  private static SignalView of(String resource, String origin) {
    return new SignalView(resource, origin, Map.of(), Map.of(), Map.of());
  }

  @Test
  void resourcesOfEachOrigin_andTheNumberOfTheLastSwitch_areMetrics() {
    String text =
        OriginText.of(
            List.of(of("tcp:80", "kernel"), of("tcp:81", "kernel"), of("udp:53", "")),
            List.of(new SwitchView(7, 1, "kernel", "", 1, "udp:53", "gone")));

    assertThat(text.lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "weir_signal_resources{origin=\"kernel\"} 2",
            "weir_signal_resources{origin=\"none\"} 1",
            "weir_signal_switches_total 7");
  }
}
