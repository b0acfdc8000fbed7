package dev.weir.wasm.service.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.Callout;
import dev.weir.wasm.host.EndiveVm;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** The module in two workers of a proxy, and a daemon that is played by the test. */
final class HostCourierTest {

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
  private final Worker one;
  private final Worker two;

  HostCourierTest() throws IOException {
    WasmModule module = module();
    one = EndiveVm.start(module, proxy, HOST_CALLS);
    two = EndiveVm.start(module, proxy, HOST_CALLS);
  }

  private static WasmModule module() throws IOException {
    try (InputStream in = HostCourierTest.class.getResourceAsStream("/weir-service.wasm")) {
      return Parser.parse(Objects.requireNonNull(in).readAllBytes());
    }
  }

  @BeforeEach
  void configure() {
    proxy.clusters().add("weir-xds");
    assertThat(one.configure("weir-xds")).as("%s", proxy.log()).isTrue();
    assertThat(two.configure("weir-xds")).isTrue();
    assertThat(one.host().tickPeriod()).isEqualTo(100);
  }

  private void tick(Worker... workers) {
    proxy.setMillis(proxy.millis() + 100);
    for (Worker worker : workers) {
      worker.tick();
    }
  }

  private static Callout call(Worker worker) {
    List<Callout> calls = worker.host().callouts();
    assertThat(calls).hasSize(1);
    return calls.get(0);
  }

  private static byte[] figures(double load, double cpu, long memory) {
    return ByteBuffer.allocate(27)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0x09)
        .putDouble(load)
        .put((byte) 0x11)
        .putDouble(cpu)
        .put((byte) 0x19)
        .putLong(memory)
        .array();
  }

  /** As Envoy does: a call that was answered is over, and nobody is told of its close. */
  private static void answer(Worker worker, byte[] message) {
    worker.grpcMessage(call(worker).id(), message);
  }

  private boolean isKnown() {
    return proxy.sharedData().entries().containsKey("weir.host");
  }

  @Test
  void answer_isPutWhereFiltersReadIt() {
    tick(one, two);
    assertThat(call(one).target()).isEqualTo("weir-xds weir.v1.Host/Figures");
    answer(one, figures(1.5, 0.25, 1L << 33));
    ByteBuffer value =
        ByteBuffer.wrap(
                Objects.requireNonNull(proxy.sharedData().entries().get("weir.host")).value())
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(value.getLong()).isEqualTo(proxy.millis() * 1_000_000);
    assertThat(value.getDouble()).isEqualTo(1.5);
    assertThat(value.getDouble()).isEqualTo(0.25);
    assertThat(value.getLong()).isEqualTo(1L << 33);
    assertThat(value.hasRemaining()).isFalse();
    assertThat(proxy.metrics().value("weir.service.answers")).isEqualTo(1);
  }

  @Test
  void workersTogether_askOnceATick() {
    for (int i = 0; i < 5; i++) {
      tick(two, one);
      assertThat(one.host().callouts()).isEmpty();
      answer(two, figures(1, 0, 0));
    }
    assertThat(proxy.metrics().value("weir.service.answers")).isEqualTo(5);
  }

  @Test
  void holderIsGone_anotherTakesOver() {
    tick(one, two);
    answer(one, figures(1, 0, 0));
    for (int i = 0; i < 5; i++) {
      tick(two);
      assertThat(two.host().callouts()).as("%d ms later", 100 * (i + 1)).isEmpty();
    }
    tick(two);
    answer(two, figures(2, 0, 0));
    tick(one, two);
    assertThat(one.host().callouts()).isEmpty();
    answer(two, figures(2, 0, 0));
  }

  @Test
  void daemonIsGone_nothingIsWrittenAndItIsAskedAgain() {
    tick(one);
    one.grpcClose(call(one).id(), 14, "no connection");
    assertThat(isKnown()).isFalse();
    assertThat(proxy.metrics().value("weir.service.failures")).isEqualTo(1);
    tick(one);
    answer(one, figures(1, 0, 0));
    assertThat(isKnown()).isTrue();
  }

  @Test
  void callWithoutAnEnd_isGivenUp() {
    tick(one);
    int id = call(one).id();
    for (int i = 0; i < 11; i++) {
      assertThat(one.host().callouts()).hasSize(1);
      tick(one);
    }
    List<Callout> calls = one.host().callouts();
    assertThat(calls).hasSize(2);
    one.grpcMessage(id, figures(1, 0, 0));
    assertThat(isKnown()).as("late answer").isFalse();
    one.grpcMessage(calls.get(1).id(), figures(1, 0, 0));
    assertThat(isKnown()).isTrue();
  }

  @Test
  void configurationComesWhileACallRuns_nextTickAsksAgain() {
    tick(one);
    int id = call(one).id();
    assertThat(one.configure("weir-xds")).isTrue();
    tick(one);
    assertThat(one.host().callouts()).hasSize(2);
    one.grpcMessage(id, figures(1, 0, 0));
    assertThat(isKnown()).as("an answer to the predecessor").isFalse();
  }

  @Test
  void clusterThatIsNot_isAFailureAndNoMore() {
    assertThat(one.configure("elsewhere")).isTrue();
    tick(one);
    assertThat(one.host().callouts()).isEmpty();
    assertThat(proxy.metrics().value("weir.service.failures")).isEqualTo(1);
  }

  @Test
  void messageThatIsNone_isNotBelieved() {
    byte[] good = figures(1, 0, 0);
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] bad = new byte[random.nextInt(300)];
      random.nextBytes(bad);
      tick(one);
      answer(one, bad);
    }
    for (int length = 0; length < good.length; length++) {
      tick(one);
      answer(one, java.util.Arrays.copyOf(good, length));
    }
    assertThat(isKnown()).isFalse();
    assertThat(proxy.metrics().value("weir.service.failures")).isEqualTo(300 + good.length);
    assertThat(proxy.metrics().value("filter_errors")).isZero();
  }

  @Test
  void fieldThatIsNotKnown_isLeftOut() {
    byte[] more = java.util.Arrays.copyOf(figures(1, 0, 5), 36);
    more[27] = 0x21;
    tick(one);
    answer(one, more);
    assertThat(isKnown()).isTrue();
  }

  /** An answer with one field more, of bytes or of 64 bits. */
  private static byte[] with(int field, byte[] more) {
    boolean fixed = field != 5;
    ByteBuffer message =
        ByteBuffer.allocate(27 + (fixed ? 9 : 2 + more.length)).put(figures(1, 0, 0));
    message.put((byte) (field << 3 | (fixed ? 1 : 2)));
    return (fixed ? message : message.put((byte) more.length)).put(more).array();
  }

  private static byte[] shares(long version, double even, int... rules) {
    ByteBuffer table =
        ByteBuffer.allocate(16 + 12 * rules.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(version)
            .putDouble(even);
    for (int rule : rules) {
      table.putInt(rule).putDouble(0.25);
    }
    return table.array();
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
  }

  /** What filters read: the moment and the table. */
  private void assertShares(long millis, byte[] table) {
    byte[] value = Objects.requireNonNull(proxy.sharedData().entries().get("weir.shares")).value();
    byte[] expected =
        ByteBuffer.allocate(8 + table.length).put(number(millis * 1_000_000)).put(table).array();
    assertThat(value).isEqualTo(expected);
  }

  @Test
  void shares_arePutWhereFiltersReadThemAndRenewedWhenTheyHoldOn() {
    tick(one);
    byte[] first = shares(40, 0.5, 1, 2);
    answer(one, with(5, first));
    assertShares(proxy.millis(), first);
    tick(one);
    answer(one, with(6, number(40)));
    assertShares(proxy.millis(), first);
    tick(one);
    answer(one, with(6, number(39)));
    assertShares(proxy.millis() - 100, first);
    tick(one);
    byte[] second = shares(41, 0.25);
    answer(one, with(5, second));
    assertShares(proxy.millis(), second);
  }

  @Test
  void sharesOfAnEarlierVersion_comeTooLateUnlessThoseThatAreThereAreOld() {
    tick(one);
    byte[] newer = shares(41, 0.5, 1);
    byte[] older = shares(40, 0.5, 1, 2, 3);
    answer(one, with(5, newer));
    long put = proxy.millis();
    tick(one);
    answer(one, with(5, older));
    assertShares(put, newer);
    proxy.setMillis(put + 2_000);
    tick(one);
    answer(one, with(5, older));
    assertShares(proxy.millis(), older);
  }

  @Test
  void answerWithoutShares_leavesThoseThatAreThereToGrowOld() {
    tick(one);
    byte[] table = shares(41, 0.5, 1);
    answer(one, with(5, table));
    long put = proxy.millis();
    tick(one);
    answer(one, figures(1, 0, 0));
    assertShares(put, table);
  }

  @Test
  void sharesThatAreNone_areNotPut() {
    byte[] good = with(5, shares(41, 0.5, 1, 2));
    for (int length = 28; length < good.length; length++) {
      tick(one);
      answer(one, java.util.Arrays.copyOf(good, length));
    }
    tick(one);
    answer(one, with(5, new byte[15]));
    assertThat(proxy.sharedData().entries()).doesNotContainKey("weir.shares");
    assertThat(proxy.metrics().value("filter_errors")).isZero();
  }

  @Test
  void configurationThatIsNoName_isRefused() {
    assertThat(one.configure("")).isFalse();
    assertThat(one.configure("x".repeat(257))).isFalse();
    tick(one);
    assertThat(call(one).target()).startsWith("weir-xds ");
  }
}
