package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.Exchange;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import dev.weir.wasm.sdk.type.Status;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What two workers count, where Weir's service finds it. */
final class LedgerTest {

  private static final Request ORDERS = Request.of("GET", "/orders");
  private static final Request OTHER = Request.of("GET", "/other");

  private final MockProxy proxy = new MockProxy();
  private final Worker one = Module.start(proxy);
  private final Worker two = Module.start(proxy);

  private void configure(String... rules) {
    assertThat(one.configure(Configurations.of(rules))).as("%s", proxy.log()).isTrue();
    assertThat(two.configure(Configurations.of(rules))).isTrue();
  }

  /** The service is there: it has just written. */
  private void service() {
    ByteBuffer value = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    value.putLong(proxy.millis() * 1_000_000);
    proxy.sharedData().put("weir.host", value.array());
  }

  private void tick() {
    proxy.setMillis(proxy.millis() + 100);
    one.tick();
    two.tick();
  }

  /** Counts by resource, of all pages. */
  private Map<String, List<Long>> counts() {
    Map<String, List<Long>> counts = new TreeMap<>();
    for (int page = 0; page < 16; page++) {
      var entry = proxy.sharedData().entries().get("weir.http/ledger/" + page);
      if (entry == null) {
        continue;
      }
      ByteBuffer in = ByteBuffer.wrap(entry.value()).order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining()) {
        assertThat(in.getInt() >>> 28).isEqualTo(page);
        byte[] name = new byte[in.getShort()];
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          all.add(in.getLong());
        }
        in.get(name);
        assertThat(counts.put(new String(name, StandardCharsets.UTF_8), all)).isNull();
      }
    }
    return counts;
  }

  /** Counts of one resource. */
  private List<Long> of(String resource) {
    return counts().getOrDefault(resource, List.of());
  }

  @Test
  void passesAndBlocksOfAllWorkers_areThereAfterATick() {
    configure(Configurations.rule("a", "GET:/orders", "3", 60_000));
    for (int i = 0; i < 5; i++) {
      one.request(ORDERS);
      two.request(ORDERS);
      two.request(OTHER);
    }
    assertThat(counts()).isEmpty();
    tick();
    assertThat(counts()).isEqualTo(Map.of("GET:/orders", List.of(3L, 7L, 0L, 0L, 0L, 0L)));
    tick();
    assertThat(counts()).isEqualTo(Map.of("GET:/orders", List.of(3L, 7L, 0L, 0L, 0L, 0L)));
  }

  @Test
  void endsErrorsAndResponseTimes_areCountedWhileThereIsAService() {
    configure(Configurations.rule("a", "GET:/orders", "1000", 60_000));
    service();
    tick();
    Exchange good = one.open(ORDERS, true);
    Exchange bad = two.open(ORDERS, true);
    Exchange open = two.open(ORDERS, true);
    proxy.setMillis(proxy.millis() + 40);
    good.responseHeaders(Request.response(200), true).finish();
    bad.responseHeaders(Request.response(503), true).finish();
    tick();
    assertThat(counts()).isEqualTo(Map.of("GET:/orders", List.of(3L, 0L, 3L, 2L, 1L, 80_000L)));
    open.responseHeaders(Request.response(200), true).finish();
    tick();
    assertThat(counts()).isEqualTo(Map.of("GET:/orders", List.of(3L, 0L, 3L, 3L, 1L, 220_000L)));
  }

  @Test
  void requestIsCounted_withoutSharedDataOfItsOwn() {
    configure(Configurations.rule("a", "GET:/orders", "1000", 60_000));
    one.request(ORDERS);
    int before = one.calls();
    one.request(ORDERS);
    int without = one.calls() - before;
    service();
    tick();
    one.request(ORDERS);
    before = one.calls();
    one.request(ORDERS);
    assertThat(one.calls() - before)
        .as("the time and the status at its end")
        .isEqualTo(without + 2);
  }

  @Test
  void serviceIsSilentForAMinute_endsAreNotCountedAnyMore() {
    configure(Configurations.rule("a", "GET:/orders", "1000", 60_000));
    service();
    tick();
    assertThat(proxy.metrics().value("weir.service_silent")).isZero();
    Exchange open = one.open(ORDERS, true);
    proxy.setMillis(proxy.millis() + 1_900);
    tick();
    assertThat(proxy.metrics().value("weir.service_silent")).isEqualTo(1);
    proxy.setMillis(proxy.millis() + 60_000);
    tick();
    one.request(ORDERS);
    open.finish();
    tick();
    assertThat(of("GET:/orders").subList(0, 4)).isEqualTo(List.of(2L, 0L, 1L, 1L));
    service();
    tick();
    assertThat(proxy.metrics().value("weir.service_silent")).isZero();
    one.request(ORDERS);
    tick();
    assertThat(of("GET:/orders").subList(0, 4)).isEqualTo(List.of(3L, 0L, 2L, 2L));
  }

  @Test
  void anotherWorkerIsFaster_nothingIsLost() {
    configure(
        Configurations.rule("a", "GET:/orders", "1000", 60_000),
        Configurations.rule("b", "GET:/other", "1000", 60_000));
    one.request(ORDERS);
    two.request(ORDERS);
    two.request(ORDERS);
    proxy.setMillis(proxy.millis() + 100);
    one.tick();
    one.request(ORDERS);
    proxy.setMillis(proxy.millis() + 100);
    proxy.sharedData().beforeSet(two::tick);
    one.tick();
    assertThat(of("GET:/orders").get(0)).isEqualTo(4);
  }

  @Test
  void sharedDataFails_countsStayForTheNextTick() {
    configure(Configurations.rule("a", "GET:/orders", "1000", 60_000));
    one.request(ORDERS);
    proxy.sharedData().failWith(Status.INTERNAL_FAILURE);
    tick();
    one.request(ORDERS);
    proxy.sharedData().failWith(Status.OK);
    tick();
    assertThat(of("GET:/orders").get(0)).isEqualTo(2);
  }

  @Test
  void pluginHasEnded_whatComesAfterIsStoredAtOnce() {
    configure(Configurations.rule("a", "GET:/orders", "1000", 60_000));
    service();
    tick();
    Exchange open = one.open(ORDERS, true);
    one.raw("proxy_on_done", Worker.PLUGIN);
    assertThat(of("GET:/orders").subList(0, 4)).isEqualTo(List.of(1L, 0L, 1L, 0L));
    open.finish();
    assertThat(of("GET:/orders").subList(0, 4)).isEqualTo(List.of(1L, 0L, 1L, 1L));
  }

  @Test
  void allCalls_areCountedWhereASystemRuleLooksAtThem() {
    configure(
        Configurations.kind(
            "s", "__total_inbound_traffic__", "'system':{'metric':'inboundQps','trigger':4}"),
        Configurations.rule("a", "GET:/orders", "1", 60_000));
    service();
    tick();
    one.request(ORDERS);
    two.request(OTHER);
    two.request(ORDERS);
    tick();
    assertThat(of("GET:/orders").subList(0, 4)).isEqualTo(List.of(1L, 1L, 1L, 1L));
    assertThat(of("__total_inbound_traffic__").subList(0, 4)).isEqualTo(List.of(2L, 0L, 2L, 2L));
  }

  /** On the JVM, for it takes three thousand names. */
  @Test
  void moreResourcesThanThereIsRoomFor_areToldInAMetric() {
    Worker worker = JvmVm.start(proxy);
    String rule = Configurations.rule("a", "^GET:/", "1000", 60_000, ",\"regex\":1");
    assertThat(worker.configure(Configurations.of(rule))).isTrue();
    String tail = "x".repeat(240);
    int resources = 3_000;
    for (int i = 0; i < resources; i++) {
      worker.request(Request.of("GET", "/" + i + tail));
    }
    proxy.setMillis(proxy.millis() + 100);
    worker.tick();
    int reported = counts().size();
    assertThat(reported).isLessThan(resources);
    assertThat(proxy.metrics().value("weir.unreported")).isEqualTo(resources - reported);
    worker.request(Request.of("GET", "/1" + tail));
    proxy.setMillis(proxy.millis() + 100);
    worker.tick();
    assertThat(counts()).hasSize(reported);
    assertThat(proxy.metrics().value("weir.unreported")).isEqualTo(resources - reported);
  }
}
