package dev.weir.envoy.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WasmSignalsTest {

  private static final long OLD = 1_000_000_000L;
  private static final long NOW = 900_000_000_000L;
  private static final long YOUNG = NOW - 1_000_000_000L;

  private long nanos;
  private final WasmSignals signals = new WasmSignals(() -> nanos);

  private void take(long epoch, long known, boolean whole, byte[]... records) throws IOException {
    signals.take(Written.report(epoch, NOW, known, whole, Written.page(3, records)));
  }

  private Map<String, Long> read() throws HookException {
    Map<String, Long> totals = new HashMap<>();
    signals.read(
        (String resource, SignalEvent event, long total) ->
            totals.put(resource + " " + event, total));
    return totals;
  }

  @Test
  void beforeTheFirstReport_nothingIsCountedAndNobodyReports() throws Exception {
    assertThat(read()).isEmpty();
    signals.take(new byte[0]);
    assertThat(read()).as("a service that reports nothing").isEmpty();
    assertThat(signals.reporting()).isFalse();
  }

  @Test
  void firstReportOfAnOldEnvoy_isTheBaseLine() throws Exception {
    take(OLD, 0, true, Written.record("a", 100, 10, 50, 48, 3, 7_000));
    assertThat(read()).containsEntry("a PASS", 0L).containsEntry("a COMPLETE", 0L);
    assertThat(read()).as("two calls are running").containsEntry("a ESTABLISHED", 2L);
    take(OLD, signals.id(), false, Written.record("a", 105, 11, 55, 53, 4, 7_900));
    assertThat(read())
        .isEqualTo(
            Map.of(
                "a PASS", 5L,
                "a BLOCK", 1L,
                "a ESTABLISHED", 7L,
                "a COMPLETE", 5L,
                "a ERROR", 1L,
                "a RESPONSE_MICROS", 900L));
  }

  @Test
  void firstReportOfAnEnvoyThatHasJustBegun_isAllNew() throws Exception {
    take(YOUNG, 0, true, Written.record("a", 100, 10));
    assertThat(read()).isEqualTo(Map.of("a PASS", 100L, "a BLOCK", 10L));
  }

  @Test
  void youngEnvoyThatAnotherDaemonHasAnswered_isABaseLine() throws Exception {
    take(YOUNG, 99, true, Written.record("a", 100));
    assertThat(read()).containsEntry("a PASS", 0L);
  }

  @Test
  void resourceThatComesLater_isAllNew() throws Exception {
    take(OLD, 0, true, Written.record("a", 100));
    take(OLD, signals.id(), false, Written.record("a", 100), Written.record("b", 4));
    assertThat(read()).containsEntry("a PASS", 0L).containsEntry("b PASS", 4L);
  }

  @Test
  void partOfAReportOfAnUnknownEnvoy_isNotTaken() throws Exception {
    take(OLD, 99, false, Written.record("a", 100));
    assertThat(read()).isEmpty();
    take(OLD, signals.id(), true, Written.record("a", 100));
    take(OLD, signals.id(), false, Written.record("a", 101));
    assertThat(read()).containsEntry("a PASS", 1L);
  }

  @Test
  void lostLateAndRepeatedReports_countNothingTwice() throws Exception {
    take(YOUNG, 0, true, Written.record("a", 1));
    take(YOUNG, 0, true, Written.record("a", 9));
    take(YOUNG, signals.id(), false, Written.record("a", 5));
    take(YOUNG, signals.id(), false, Written.record("a", 9));
    take(YOUNG, 0, true, Written.record("a", 12));
    assertThat(read()).containsEntry("a PASS", 12L);
  }

  @Test
  void envoysAndFilters_areAddedUp_alsoOverARestart() throws Exception {
    take(YOUNG, 0, true, Written.record("a", 10));
    take(YOUNG + 1, 0, true, Written.record("a", 5));
    byte[] tcp = Written.page(40, Written.record("a", 2));
    signals.take(Written.report(YOUNG, NOW, signals.id(), false, tcp));
    take(YOUNG + 2, 0, true, Written.record("a", 1));
    assertThat(read()).containsEntry("a PASS", 18L);
  }

  @Test
  void silence_isToldAndEnds() throws Exception {
    take(YOUNG, 0, true, Written.record("a", 1));
    nanos = WasmSignals.SILENT_NANOS;
    assertThat(read()).containsEntry("a PASS", 1L);
    nanos++;
    assertThatThrownBy(this::read).hasMessageContaining("800 ms");
    take(YOUNG, signals.id(), false, Written.record("a", 4));
    assertThat(read()).containsEntry("a PASS", 4L);
  }

  @Test
  void messagesThatAreNone_changeNothing() throws Exception {
    byte[] good =
        Written.report(YOUNG, NOW, 0, true, Written.page(3, Written.record("resource", 1, 2)));
    Random random = new Random(7);
    for (int length = 1; length < good.length; length++) {
      signals.take(Arrays.copyOf(good, length));
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      signals.take(noise);
    }
    take(YOUNG, 0, true, Written.record("a", 1));
    assertThat(read()).containsEntry("a PASS", 1L);
    assertThat(read().getOrDefault("resource PASS", 0L)).isZero();
  }

  @Test
  void pagesThatCannotBe_areRefused() throws Exception {
    signals.take(Written.report(YOUNG, NOW, 0, true, Written.page(Report.PAGES)));
    byte[] long1 = new byte[Report.MAX_PAGE + 2];
    signals.take(Written.report(YOUNG, NOW, 0, true, long1));
    assertThat(read()).isEmpty();
  }

  @Test
  void manyEnvoysAndResources_areBounded() throws Exception {
    for (int i = 0; i < 3 * WasmSignals.MAX_REPORTERS; i++) {
      nanos++;
      take(YOUNG + i, 0, true, Written.record("a", 1));
    }
    assertThat(read()).containsEntry("a PASS", 3L * WasmSignals.MAX_REPORTERS);
    byte[][] pages = new byte[Report.PAGES][];
    for (int i = 0; i < pages.length; i++) {
      byte[][] records = new byte[500][];
      for (int j = 0; j < records.length; j++) {
        records[j] = Written.record("r" + i + "/" + j, 1);
      }
      pages[i] = Written.page(i, records);
    }
    signals.take(Written.report(YOUNG, NOW, 0, true, pages));
    assertThat(read()).hasSize(2 * WasmSignals.MAX_RESOURCES);
  }
}
