package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.Exchange;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Leases where rules look at more than passes: who is inside, how calls end, each value. */
final class LeaseKindsTest {

  private static final Request ORDERS = Request.of("GET", "/orders");
  private static final String FLOW = "'threshold':1000000,'statIntervalInMs':1000";
  private static final String ISOLATION = "'isolation':{'threshold':1600}";
  private static final String BREAKER =
      "'breaker':{'errorRatio':0.5,'minRequestAmount':10,'statIntervalMs':1000,"
          + "'retryTimeoutMs':3000}";
  private static final String HOTSPOT =
      "'hotspot':{'key':'client','threshold':5,'durationInSec':1}";

  /** Ends are told, and leases given back, so late at most where no call comes. */
  private static final int LATE_MS = 50;

  private final MockProxy proxy = new MockProxy();
  private final Worker[] workers = new Worker[4];

  LeaseKindsTest() {
    Arrays.setAll(workers, i -> JvmVm.start(proxy));
  }

  private void configure(String... kinds) {
    String[] rules = new String[kinds.length];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = Configurations.kind("r" + i, "GET:/orders", kinds[i]);
    }
    for (Worker worker : workers) {
      assertThat(worker.configure(Configurations.of(rules))).as("%s", proxy.log()).isTrue();
    }
  }

  private void later(int millis) {
    proxy.setMillis(proxy.millis() + millis);
    for (Worker worker : workers) {
      worker.tick();
    }
  }

  private static void call(Worker worker, int status) {
    Exchange exchange = worker.open(ORDERS, true);
    assertThat(exchange.answer().passed()).isTrue();
    exchange.responseHeaders(Request.response(status), true).finish();
  }

  /** The first cell: how many calls are running, as all workers know. */
  private long running() {
    for (var entry : proxy.sharedData().entries().entrySet()) {
      if (entry.getKey().endsWith("GET:/orders")) {
        return first(entry.getValue().value());
      }
    }
    throw new AssertionError("no worker has counted anything");
  }

  private static long first(byte[] cells) {
    return ByteBuffer.wrap(cells).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  @Test
  void everyKindFarFromEveryLimit_aRequestTakesSixCalls() {
    configure(FLOW, "'isolation':{'threshold':1000000}", BREAKER, HOTSPOT.replace("5", "5000"));
    call(workers[0], 200);
    int before = workers[0].calls();
    for (int i = 0; i < 10; i++) {
      call(workers[0], 200);
    }
    // the headers, the time, the client, the counter; the status, the time
    assertThat(workers[0].calls() - before).isEqualTo(10 * 6);
  }

  @Test
  void leasedCalls_areRefusedByAHotspotRule() {
    configure(FLOW, HOTSPOT);
    int passed = 0;
    for (int i = 0; i < 20; i++) {
      Exchange exchange = workers[0].openFrom("10.0.0.1:80", ORDERS);
      passed += exchange.answer().passed() ? 1 : 0;
      exchange.finish();
    }
    assertThat(passed).isEqualTo(5);
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.pass")).isEqualTo(5);
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.block")).isEqualTo(15);
  }

  @Test
  void isolation_countsTheStreamsOfAllWorkersAndNoneIsLost() {
    configure(ISOLATION);
    Random random = new Random(5);
    List<Exchange> inside = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      boolean opens = random.nextInt(i < 10_000 ? 3 : 4) > (i < 10_000 ? 0 : 2);
      if (opens) {
        Exchange exchange = workers[random.nextInt(4)].open(ORDERS, true);
        if (exchange.answer().passed()) {
          inside.add(exchange);
          assertThat(inside.size()).isLessThanOrEqualTo(1_600);
        } else {
          refused++;
          assertThat(inside.size()).isGreaterThanOrEqualTo(1_600 * 99 / 100);
        }
      } else if (!inside.isEmpty()) {
        inside
            .remove(random.nextInt(inside.size()))
            .responseHeaders(Request.response(200), true)
            .finish();
      }
      if (i % 100 == 0) {
        later(random.nextInt(2 * LATE_MS));
      }
    }
    assertThat(refused).isPositive();
    inside.forEach(Exchange::finish);
    later(500);
    assertThat(running()).isZero();
  }

  @Test
  void rulesChangeWhileLeasedCallsRun_noneIsLost() {
    configure(ISOLATION);
    Deque<Exchange> inside = new ArrayDeque<>();
    for (int i = 0; i < 40; i++) {
      inside.add(workers[i % 4].open(ORDERS, true));
    }
    configure(ISOLATION + ",'fallback':{'status':503}");
    assertThat(running()).isEqualTo(40);
    inside.forEach(Exchange::finish);
    assertThat(running()).isZero();
  }

  @Test
  void goodEnds_areToldToTheOthersWithATick() {
    configure(BREAKER);
    for (int i = 0; i < 9; i++) {
      call(workers[0], 200);
    }
    later(LATE_MS);
    for (int i = 0; i < 9; i++) {
      call(workers[1], 500);
    }
    assertThat(workers[1].request(ORDERS).passed()).as("9 of 18 are bad: half").isFalse();
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.opened")).isEqualTo(1);
  }

  @Test
  void badEnds_areToldAtOnceAndOpenForAllWithinATick() {
    configure(FLOW, BREAKER);
    for (Worker worker : workers) {
      call(worker, 200);
    }
    for (int i = 0; i < 10; i++) {
      Exchange exchange = workers[0].open(ORDERS, true);
      if (exchange.answer().passed()) {
        exchange.responseHeaders(Request.response(500), true).finish();
      }
    }
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.opened")).isEqualTo(1);
    later(LATE_MS);
    for (Worker worker : workers) {
      assertThat(worker.request(ORDERS).passed()).isFalse();
    }
  }

  @Test
  void ownGoodEnds_countBeforeTheBadOne() {
    configure(BREAKER.replace("'minRequestAmount':10", "'minRequestAmount':1"));
    Exchange asked = workers[0].open(ORDERS, true);
    for (int i = 0; i < 5; i++) {
      call(workers[0], 200);
    }
    asked.responseHeaders(Request.response(500), true).finish();
    assertThat(workers[0].request(ORDERS).passed()).as("1 of 6 is bad").isTrue();
  }
}
