package dev.weir.wasm.service.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.Callout;
import dev.weir.wasm.host.EndiveVm;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Worker;
import dev.weir.wasm.sdk.type.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** What the module reports of pages in shared data, to a daemon that is played by the test. */
final class ReportMessageTest {

  private static final Set<String> HOST_CALLS =
      Set.of(
          "log",
          "get_buffer_bytes",
          "get_current_time_nanoseconds",
          "set_tick_period_milliseconds",
          "get_shared_data",
          "set_shared_data",
          "define_metric",
          "increment_metric",
          "grpc_call");

  private final MockProxy proxy = new MockProxy();
  private final Worker worker;

  ReportMessageTest() throws IOException {
    proxy.clusters().add("weir-xds");
    try (InputStream in = ReportMessageTest.class.getResourceAsStream("/weir-service.wasm")) {
      WasmModule module = Parser.parse(Objects.requireNonNull(in).readAllBytes());
      worker = EndiveVm.start(module, proxy, HOST_CALLS);
    }
    assertThat(worker.configure("weir-xds")).isTrue();
  }

  /** A report, read. */
  private record Report(int id, Map<Integer, Long> heads, Map<Integer, byte[]> pages) {}

  private Report tick() {
    proxy.setMillis(proxy.millis() + 100);
    worker.tick();
    List<Callout> calls = worker.host().callouts();
    assertThat(calls).hasSize(1);
    byte[] sent = calls.get(0).body().getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer in = ByteBuffer.wrap(sent).order(ByteOrder.LITTLE_ENDIAN);
    Report report = new Report(calls.get(0).id(), new TreeMap<>(), new TreeMap<>());
    while (in.hasRemaining()) {
      int tag = in.get();
      if ((tag & 7) == 1) {
        report.heads.put(tag >> 3, in.getLong());
      } else {
        assertThat(tag).isEqualTo(5 << 3 | 2);
        int length = 0;
        int shift = 0;
        int octet;
        do {
          octet = in.get();
          length |= (octet & 0x7f) << shift;
          shift += 7;
        } while (octet < 0);
        int number = in.get();
        byte[] page = new byte[length - 1];
        in.get(page);
        report.pages.put(number, page);
      }
    }
    return report;
  }

  private void answer(Report report, long daemon) {
    ByteBuffer answer = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
    answer.put((byte) 0x09).putDouble(0).put((byte) 0x11).putDouble(0);
    answer.put((byte) 0x19).putLong(0).put((byte) 0x21).putLong(daemon);
    worker.grpcMessage(report.id, answer.array());
  }

  private byte[] put(String key, int length, int value) {
    byte[] page = new byte[length];
    Arrays.fill(page, (byte) value);
    proxy.sharedData().put(key, page);
    return page;
  }

  @Test
  void firstReport_isWholeAndSaysWhenCountingBegan() {
    byte[] http = put("weir.http/ledger/0", 1, 7);
    byte[] tcp = put("weir.tcp/ledger/15", 32 << 10, 9);
    proxy.sharedData().put("weir.ledger", new byte[] {1, 0, 0, 0, 0, 0, 0, 2});
    Report report = tick();
    long began = 2L << 56 | 1;
    assertThat(report.heads)
        .isEqualTo(Map.of(1, began, 2, proxy.millis() * 1_000_000, 3, 0L, 4, 1L, 6, 0L, 7, 0L));
    assertThat(report.pages).containsOnlyKeys(0, 47);
    assertThat(report.pages.get(0)).isEqualTo(http);
    assertThat(report.pages.get(47)).isEqualTo(tcp);
  }

  @Test
  void nothingWasCountedYet_countingBeginsNow() {
    assertThat(tick().heads).containsEntry(1, proxy.millis() * 1_000_000);
    long began = proxy.millis() * 1_000_000;
    proxy.setMillis(proxy.millis() + 2_000);
    assertThat(tickAfterTimeout().heads).containsEntry(1, began);
  }

  private Report tickAfterTimeout() {
    List<Callout> calls = worker.host().callouts();
    worker.grpcClose(calls.get(0).id(), 14, "gone");
    return tick();
  }

  @Test
  void onlyWhatHasChangedSinceTheAnswer_isSentAgain() {
    put("weir.http/ledger/0", 60, 1);
    put("weir.grpc/ledger/2", 60, 2);
    answer(tick(), 5);
    answer(tick(), 5);
    assertThat(tick().pages).isEmpty();
    put("weir.grpc/ledger/2", 90, 3);
    Report unanswered = tickAfterTimeout();
    assertThat(unanswered.pages).containsOnlyKeys(18);
    Report again = tickAfterTimeout();
    assertThat(again.pages).as("lost, so once more").containsOnlyKeys(18);
    assertThat(again.heads).containsEntry(3, 5L).containsEntry(4, 0L);
    answer(again, 5);
    assertThat(tick().pages).isEmpty();
  }

  @Test
  void anotherDaemonAnswers_isSentEverything() {
    put("weir.http/ledger/0", 60, 1);
    answer(tick(), 5);
    answer(tick(), 5);
    answer(tick(), 6);
    Report whole = tick();
    assertThat(whole.pages).containsOnlyKeys(0);
    assertThat(whole.heads).containsEntry(3, 6L).containsEntry(4, 1L);
  }

  @Test
  void sharesInForce_areNamedAndOldOnesOnlyByTheirEqualPart() {
    ByteBuffer value = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    value.putLong((proxy.millis() + 100) * 1_000_000).putLong(77).putDouble(0.5);
    proxy.sharedData().put("weir.shares", value.array());
    long even = Double.doubleToLongBits(0.5);
    Report report = tick();
    assertThat(report.heads).containsEntry(6, 77L).containsEntry(7, even);
    answer(report, 5);
    proxy.setMillis(proxy.millis() + 1_900);
    assertThat(tick().heads).containsEntry(6, 0L).containsEntry(7, even);
  }

  @Test
  void sharedDataFails_onlyFiguresAreAskedFor() {
    assertThat(tick().heads).isNotEmpty();
    proxy.sharedData().failWith(Status.INTERNAL_FAILURE);
    worker.grpcClose(worker.host().callouts().get(0).id(), 14, "gone");
    proxy.setMillis(proxy.millis() + 100);
    worker.tick();
    assertThat(worker.host().callouts()).as("no lease without shared data").isEmpty();
  }

  @Test
  void allPagesFull_fitIntoOneReport() {
    for (String filter : List.of("http", "grpc", "tcp")) {
      for (int i = 0; i < 16; i++) {
        put("weir." + filter + "/ledger/" + i, 32 << 10, i);
      }
    }
    assertThat(tick().pages).hasSize(48);
    assertThat(proxy.metrics().value("filter_errors")).isZero();
  }
}
