package dev.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.SignalEvent;
import dev.weir.manager.SignalView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalsCommandTest {

  private final FakeManager manager = new FakeManager();
  private final Gogo gogo = new Gogo(manager);

  @Test
  void rates_areAlignedToTheRight_andWhatIsNotCountedIsADash() throws Exception {
    manager.signals =
        List.of(
            new SignalView(
                "GET:/orders", "prometheus", Map.of(SignalEvent.PASS, 100L), Map.of(), Map.of()),
            new SignalView(
                "tcp:8080",
                "kernel",
                Map.of(SignalEvent.PASS, 5L, SignalEvent.PACKETS, 12345L, SignalEvent.BYTES, 0L),
                Map.of(),
                Map.of()));

    assertThat(gogo.run("weir:signals"))
        .isEqualTo(
            """
            RESOURCE     ORIGIN      PASS/S  BLOCK/S  PACKETS/S  BYTES/S
            GET:/orders  prometheus     100        -          -        -
            tcp:8080     kernel           5        -      12345        0
            """);
  }

  @Test
  void oneResource_inWhateverSpelling() throws Exception {
    manager.signals =
        List.of(
            new SignalView("tcp:8080", "kernel", Map.of(SignalEvent.PASS, 5L), Map.of(), Map.of()),
            new SignalView("udp:53", "kernel", Map.of(SignalEvent.PASS, 7L), Map.of(), Map.of()));

    assertThat(gogo.run("weir:signals tcp://:8080")).contains("tcp:8080").doesNotContain("udp:53");
    assertThat(gogo.run("weir:signals udp:53")).contains("udp:53").doesNotContain("tcp:8080");
    assertThatThrownBy(() -> gogo.run("weir:signals tcp://:8081"))
        .hasMessageContaining("nobody counts tcp:8081; did you mean tcp:8080?");
  }

  @Test
  void roundTripTimes_areTheirMean_andNothingWhereNoneWasMeasured() throws Exception {
    manager.signals =
        List.of(
            new SignalView("ip:198.18.0.2", "kernel", Map.of(), Map.of(), Map.of()),
            new SignalView(
                "tcp:8080",
                "kernel",
                Map.of(
                    SignalEvent.PASS, 5L,
                    SignalEvent.RTT, 900L,
                    SignalEvent.RTT_SAMPLES, 4L,
                    SignalEvent.RETRANSMITS, 2L),
                Map.of(SignalEvent.RTT, 900L),
                Map.of()),
            new SignalView(
                "tcp:9090",
                "kernel",
                Map.of(SignalEvent.RTT, 0L, SignalEvent.RTT_SAMPLES, 0L),
                Map.of(SignalEvent.RTT, 70L),
                Map.of()));

    assertThat(gogo.run("weir:signals"))
        .isEqualTo(
            """
            RESOURCE       ORIGIN  PASS/S  BLOCK/S  PACKETS/S  BYTES/S  RTT US  RETRANSMITS/S
            ip:198.18.0.2  kernel       -        -          -        -       -              -
            tcp:8080       kernel       5        -          -        -     225              2
            tcp:9090       kernel       -        -          -        -       -              -
            """);
  }

  @Test
  void json_carriesRatesAndTotals() throws Exception {
    manager.signals =
        List.of(
            new SignalView(
                "tcp:8080",
                "kernel",
                Map.of(SignalEvent.BLOCK, 3L, SignalEvent.PASS, 5L),
                Map.of(SignalEvent.PASS, 50L),
                Map.of()));

    assertThat(gogo.run("weir:signals --json"))
        .isEqualTo(
            """
            [ {
              "resource" : "tcp:8080",
              "origin" : "kernel",
              "perSecond" : {
                "pass" : 5,
                "block" : 3
              },
              "totals" : {
                "pass" : 50
              }
            } ]
            """);
  }

  @Test
  void nothingCounted_isSaid() throws Exception {
    assertThat(gogo.run("weir:signals")).startsWith("no signals");
  }
}
