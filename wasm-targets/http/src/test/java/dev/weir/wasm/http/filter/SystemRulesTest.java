package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.Exchange;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Rules that look at all inbound calls, or at the host, over two workers of a proxy, in Wasm. */
final class SystemRulesTest {

  private static final Request ORDERS = Request.of("GET", "/orders");
  private static final Request OTHER = Request.of("POST", "/other");
  private static final String TOTAL = "weir._5f_5ftotal_5finbound_5ftraffic_5f_5f";

  private final MockProxy proxy = new MockProxy();
  private final Worker one = Module.start(proxy);
  private final Worker two = Module.start(proxy);

  private void system(String fields) {
    configure(Configurations.kind("s", "__total_inbound_traffic__", "'system':{" + fields + "}"));
  }

  private void configure(String... rules) {
    assertThat(one.configure(Configurations.of(rules))).as("%s", proxy.log()).isTrue();
    assertThat(two.configure(Configurations.of(rules))).isTrue();
  }

  private void pass(long millis) {
    proxy.setMillis(proxy.millis() + millis);
  }

  private static boolean passes(Worker worker, Request request) {
    return worker.request(request).passed();
  }

  /** What Weir's service writes, at the proxy's time. */
  private void figures(double load, double cpu, long memory) {
    ByteBuffer value = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    value.putLong(proxy.millis() * 1_000_000).putDouble(load).putDouble(cpu).putLong(memory);
    proxy.sharedData().put("weir.host", value.array());
  }

  @Test
  void concurrency_countsTheStreamsOfAllWorkersAndResources() {
    system("'metric':'concurrency','trigger':2");
    Exchange first = one.open(ORDERS, true);
    Exchange second = two.open(OTHER, true);
    assertThat(second.answer().passed()).isTrue();
    assertThat(one.open(OTHER, true).answer().status()).isEqualTo(429);
    assertThat(two.open(ORDERS, true).answer().status()).isEqualTo(429);
    first.finish();
    assertThat(passes(two, ORDERS)).isTrue();
    assertThat(passes(one, ORDERS)).isTrue();
    second.finish();
    for (int i = 0; i < 20; i++) {
      assertThat(passes(i % 2 == 0 ? one : two, OTHER)).isTrue();
    }
  }

  @Test
  void inboundQps_isExactOverWorkersAndResources() {
    system("'metric':'inboundQps','trigger':5");
    int passed = 0;
    for (int i = 0; i < 20; i++) {
      passed += passes(i % 2 == 0 ? one : two, i % 3 == 0 ? ORDERS : OTHER) ? 1 : 0;
    }
    assertThat(passed).isEqualTo(5);
    pass(1_000);
    assertThat(passes(two, ORDERS)).isTrue();
  }

  @Test
  void swapIsOvertaken_limitStillHolds() {
    system("'metric':'inboundQps','trigger':1");
    assertThat(passes(two, ORDERS)).isTrue();
    pass(1_000);
    boolean[] overtaking = {false};
    proxy.sharedData().beforeSet(() -> overtaking[0] = passes(two, OTHER));
    assertThat(passes(one, ORDERS)).isFalse();
    assertThat(overtaking[0]).isTrue();
  }

  @Test
  void averageRt_ofOneWorkerBlocksInAll() {
    system("'metric':'avgRt','trigger':100");
    Exchange slow = one.open(ORDERS, true);
    pass(99);
    slow.finish();
    assertThat(passes(two, OTHER)).as("99 ms, mean below 100").isTrue();
    Exchange slower = one.open(ORDERS, true);
    pass(300);
    slower.finish();
    assertThat(passes(two, OTHER)).as("mean of 99, 0 and 300 is 133").isFalse();
    assertThat(passes(one, ORDERS)).isFalse();
    pass(1_000);
    assertThat(passes(two, OTHER)).isTrue();
  }

  @Test
  void callThatAnotherRuleRefuses_neverCameIn() {
    configure(
        Configurations.kind(
            "s", "__total_inbound_traffic__", "'system':{'metric':'inboundQps','trigger':2}"),
        Configurations.rule("f", "GET:/orders", "0", 1000));
    for (int i = 0; i < 6; i++) {
      assertThat(passes(i % 2 == 0 ? one : two, ORDERS)).isFalse();
    }
    assertThat(passes(one, OTHER)).isTrue();
    assertThat(passes(two, OTHER)).isTrue();
    assertThat(passes(one, OTHER)).isFalse();
  }

  @Test
  void refusedCall_getsTheRulesFallbackAndIsCounted() {
    configure(
        Configurations.kind(
            "s",
            "__total_inbound_traffic__",
            "'system':{'metric':'concurrency','trigger':0},'fallback':{'status':503}"),
        Configurations.rule("f", "GET:/orders", "9", 1000));
    assertThat(one.request(ORDERS).status()).isEqualTo(503);
    assertThat(two.request(OTHER).status()).isEqualTo(503);
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.block")).isEqualTo(1);
    assertThat(proxy.metrics().value(TOTAL + ".block")).isEqualTo(2);
  }

  @Test
  void rulesGoAndComeWhileStreamsRun_streamsAreCountedOut() {
    system("'metric':'concurrency','trigger':1");
    Exchange running = one.open(ORDERS, true);
    configure();
    assertThat(passes(one, ORDERS)).isTrue();
    system("'metric':'concurrency','trigger':1");
    assertThat(passes(two, ORDERS)).isFalse();
    configure();
    running.finish();
    system("'metric':'concurrency','trigger':1");
    assertThat(passes(two, ORDERS)).isTrue();
  }

  @Test
  void hostIsLoaded_blocksUntilItIsNot() {
    system("'metric':'load','trigger':4");
    figures(4.5, 0, 0);
    assertThat(passes(one, ORDERS)).isFalse();
    assertThat(passes(two, OTHER)).isFalse();
    pass(100);
    figures(4, 1, 0);
    assertThat(passes(one, ORDERS)).isTrue();
    assertThat(passes(two, OTHER)).isTrue();
  }

  @Test
  void serviceIsSilent_blocksNobodyAndSaysSoUntilItIsBack() {
    system("'metric':'cpuUsage','trigger':0.8");
    assertThat(passes(one, ORDERS)).as("no figures yet").isTrue();
    assertThat(proxy.metrics().value("weir.service_silent")).isEqualTo(1);
    pass(100);
    figures(0, 0.9, 0);
    assertThat(passes(one, ORDERS)).isFalse();
    assertThat(proxy.metrics().value("weir.service_silent")).isZero();
    pass(1_999);
    assertThat(passes(one, ORDERS)).isFalse();
    pass(100);
    assertThat(passes(one, ORDERS)).isTrue();
    assertThat(proxy.metrics().value("weir.service_silent")).isEqualTo(1);
    figures(0, 0.9, 0);
    pass(100);
    assertThat(passes(one, ORDERS)).isFalse();
    assertThat(proxy.metrics().value("weir.service_silent")).isZero();
  }

  @Test
  void bbr_letsThroughWhatTheServiceKeepsUpWith() {
    system("'metric':'load','trigger':1,'bbr':1");
    figures(9, 0, 0);
    Exchange first = one.open(ORDERS, true);
    Exchange second = two.open(ORDERS, true);
    assertThat(second.answer().passed()).as("one runs").isTrue();
    assertThat(one.open(OTHER, true).answer().passed())
        .as("two run, none has been seen to complete")
        .isFalse();
    first.finish();
    second.finish();
    assertThat(passes(one, OTHER)).isTrue();
  }

  @Test
  void memoryAdaptive_followsTheMemoryOfTheHost() {
    configure(
        Configurations.kind(
            "m",
            "GET:/orders",
            "'threshold':0,'statIntervalInMs':1000,"
                + "'memory':{'lowUsage':6,'highUsage':2,'lowBytes':1000,'highBytes':2000}"));
    assertThat(passed(20)).as("unknown").isEqualTo(6);
    for (long[] expected : new long[][] {{1_000, 6}, {1_500, 4}, {2_000, 2}, {9_000, 2}}) {
      pass(1_000);
      figures(0, 0, expected[0]);
      assertThat(passed(20)).as("%d bytes", expected[0]).isEqualTo((int) expected[1]);
    }
  }

  private int passed(int requests) {
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      passed += passes(i % 2 == 0 ? one : two, ORDERS) ? 1 : 0;
    }
    return passed;
  }

  @Test
  void shadow_blocksNobodyAndCounts() {
    configure(
        Configurations.kind(
            "s",
            "__total_inbound_traffic__",
            "'system':{'metric':'inboundQps','trigger':3},'shadow':1"));
    assertThat(passed(10)).isEqualTo(10);
    assertThat(proxy.metrics().value(TOTAL + ".shadow")).isEqualTo(7);
  }

  @Test
  void figuresOfAnotherLength_areNotBelieved() {
    system("'metric':'load','trigger':0");
    proxy.sharedData().put("weir.host", new byte[31]);
    assertThat(passes(one, ORDERS)).isTrue();
    assertThat(proxy.metrics().value("weir.service_silent")).isEqualTo(1);
  }

  @Test
  void callUnderASystemRule_takesFiveCalls() {
    system("'metric':'concurrency','trigger':100");
    Exchange first = one.open(OTHER, true);
    first.finish();
    int before = one.calls();
    Exchange exchange = one.open(OTHER, true);
    // the headers, the time, get, set, the counter
    assertThat(one.calls() - before).isEqualTo(5);
    exchange.finish();
  }

  @Test
  void metricThatIsNone_isRefused() {
    String rule =
        Configurations.kind(
            "s", "__total_inbound_traffic__", "'system':{'metric':'heat','trigger':1}");
    assertThat(one.configure(Configurations.of(rule))).isFalse();
    assertThat(proxy.log().get(proxy.log().size() - 1)).contains("metric must be", "heat");
  }
}
