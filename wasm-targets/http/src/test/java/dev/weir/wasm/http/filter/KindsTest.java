package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.Exchange;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import org.junit.jupiter.api.Test;

/** Rules of every kind over two workers of a proxy, in Wasm. */
final class KindsTest {

  private static final String RESOURCE = "GET:/orders";
  private static final Request ORDERS = Request.of("GET", "/orders");
  private static final String BREAKER =
      "'breaker':{'errorRatio':0.5,'minRequestAmount':4,'statIntervalMs':1000,"
          + "'retryTimeoutMs':3000}";

  private final MockProxy proxy = new MockProxy();
  private final Worker one = Module.start(proxy);
  private final Worker two = Module.start(proxy);

  private void configure(String body) {
    String text = Configurations.of(Configurations.kind("a", RESOURCE, body));
    assertThat(one.configure(text)).as("%s", proxy.log()).isTrue();
    assertThat(two.configure(text)).isTrue();
  }

  private void pass(long millis) {
    proxy.setMillis(proxy.millis() + millis);
  }

  /** A request to its end. */
  private static void call(Worker worker, int status) {
    Exchange exchange = worker.open(ORDERS, true);
    assertThat(exchange.answer().passed()).isTrue();
    exchange.responseHeaders(Request.response(status), true).finish();
  }

  private static boolean passes(Worker worker, Request request) {
    return worker.request(request).passed();
  }

  @Test
  void isolation_countsTheStreamsOfAllWorkers() {
    configure("'isolation':{'threshold':3}");
    Exchange first = one.open(ORDERS, true);
    Exchange second = two.open(ORDERS, true);
    Exchange third = two.open(ORDERS, true);
    assertThat(third.answer().passed()).isTrue();
    assertThat(one.open(ORDERS, true).answer().status()).isEqualTo(429);
    assertThat(two.open(ORDERS, true).answer().status()).isEqualTo(429);
    second.finish();
    assertThat(passes(one, ORDERS)).isTrue();
    first.responseHeaders(Request.response(200), false).finish();
    third.finish();
    for (int i = 0; i < 50; i++) {
      assertThat(passes(i % 2 == 0 ? one : two, ORDERS)).isTrue();
    }
  }

  @Test
  void rulesChangedTwiceWhileStreamsRun_streamsEndWhereTheyEntered() {
    configure("'isolation':{'threshold':2}");
    Exchange before = one.open(ORDERS, true);
    for (int i = 0; i < 3; i++) {
      configure("'isolation':{'threshold':" + (i + 2) + "},'fallback':{'status':50" + i + "}");
    }
    Exchange second = one.open(ORDERS, true);
    Exchange third = two.open(ORDERS, true);
    Exchange fourth = two.open(ORDERS, true);
    assertThat(fourth.answer().passed()).isTrue();
    assertThat(two.open(ORDERS, true).answer().status()).isEqualTo(502);
    before.finish();
    second.finish();
    third.finish();
    fourth.finish();
    configure("'isolation':{'threshold':1}");
    assertThat(passes(one, ORDERS)).isTrue();
    assertThat(passes(two, ORDERS)).isTrue();
  }

  @Test
  void failuresInOneWorker_openTheBreakerForAll() {
    configure(BREAKER);
    call(one, 500);
    call(two, 200);
    call(one, 503);
    assertThat(passes(two, ORDERS)).as("3 of at least 4").isTrue();
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.opened")).isEqualTo(1);
    assertThat(passes(one, ORDERS)).isFalse();
    assertThat(passes(two, ORDERS)).isFalse();
    pass(3_000);
    Exchange probe = one.open(ORDERS, true);
    assertThat(probe.answer().passed()).as("the probe").isTrue();
    assertThat(passes(two, ORDERS)).as("beside the probe").isFalse();
    probe.responseHeaders(Request.response(200), true).finish();
    assertThat(passes(two, ORDERS)).isTrue();
  }

  @Test
  void statusesFromTheConfiguredOneOn_areFailures() {
    String text = Configurations.of(Configurations.kind("a", RESOURCE, BREAKER));
    assertThat(one.configure(text.replace("\"rules\"", "\"firstError\":404,\"rules\""))).isTrue();
    for (int i = 0; i < 4; i++) {
      call(one, i % 2 == 0 ? 404 : 403);
    }
    assertThat(passes(one, ORDERS)).isFalse();
  }

  @Test
  void failedProbe_opensAgainForAll() {
    configure(BREAKER);
    for (int i = 0; i < 4; i++) {
      call(one, 500);
    }
    pass(3_000);
    call(two, 500);
    assertThat(passes(one, ORDERS)).isFalse();
    pass(2_999);
    assertThat(passes(one, ORDERS)).isFalse();
    pass(1);
    call(one, 200);
    call(two, 200);
  }

  @Test
  void slowAnswers_openTheBreaker() {
    configure(
        "'breaker':{'slowRatio':1,'maxAllowedRtMs':100,'minRequestAmount':2,"
            + "'statIntervalMs':10000,'retryTimeoutMs':1000}");
    for (int i = 0; i < 2; i++) {
      Exchange exchange = one.open(ORDERS, true);
      pass(101);
      exchange.responseHeaders(Request.response(200), true).finish();
    }
    assertThat(passes(two, ORDERS)).isFalse();
  }

  @Test
  void breakerFarFromOpening_asksNoSharedData() {
    configure(BREAKER);
    call(one, 200);
    int before = one.calls();
    Exchange exchange = one.open(ORDERS, true);
    // the headers, the time, the counter
    assertThat(one.calls() - before).isEqualTo(3);
    exchange.finish();
    // the status, the time
    assertThat(one.calls() - before).isEqualTo(5);
  }

  @Test
  void breakerNearOpening_asksAtTheStartAndTellsAtTheEnd() {
    configure(BREAKER);
    call(one, 500);
    int before = one.calls();
    Exchange exchange = one.open(ORDERS, true);
    // the headers, the time, get, the counter
    assertThat(one.calls() - before).isEqualTo(4);
    exchange.finish();
    // the status, the time, get, set
    assertThat(one.calls() - before).isEqualTo(8);
  }

  @Test
  void throttling_letsRequestsGoAtEvenDistancesOverAllWorkers() {
    configure("'threshold':10,'statIntervalInMs':1000,'maxQueueingTimeMs':250");
    assertThat(passes(one, ORDERS)).isTrue();
    Exchange second = two.open(ORDERS, true);
    Exchange third = one.open(ORDERS, true);
    assertThat(second.waiting()).isTrue();
    assertThat(third.waiting()).isTrue();
    assertThat(passes(two, ORDERS)).as("who would wait 300 ms").isFalse();
    pass(99);
    two.tick();
    assertThat(second.waiting()).isTrue();
    pass(1);
    two.tick();
    one.tick();
    assertThat(second.waiting()).isFalse();
    assertThat(third.waiting()).isTrue();
    pass(100);
    one.tick();
    assertThat(third.answer().passed()).isTrue();
    second.finish();
    third.finish();
  }

  @Test
  void waitingClientGoesAway_othersStillGetTheirTurn() {
    configure("'threshold':10,'statIntervalInMs':1000,'maxQueueingTimeMs':5000");
    Exchange[] waiting = new Exchange[20];
    for (int i = 0; i < waiting.length; i++) {
      waiting[i] = one.open(ORDERS, true);
    }
    for (int i = 1; i < waiting.length; i += 3) {
      waiting[i].finish();
    }
    pass(2_000);
    one.tick();
    for (int i = 0; i < waiting.length; i++) {
      if (i % 3 != 1) {
        assertThat(waiting[i].answer().passed()).as("%d", i).isTrue();
        waiting[i].finish();
      }
    }
  }

  @Test
  void warmUp_beginsAtAThird() {
    configure("'threshold':30,'statIntervalInMs':1000,'warmUp':{'periodSec':10,'coldFactor':3}");
    int passed = 0;
    for (int i = 0; i < 40; i++) {
      passed += passes(i % 2 == 0 ? one : two, ORDERS) ? 1 : 0;
    }
    assertThat(passed).isEqualTo(10);
  }

  @Test
  void slidingWindow_doesNotAdmitTwiceAroundAnEdge() {
    configure("'threshold':2,'statIntervalInMs':1000,'sliding':1");
    proxy.setMillis(proxy.millis() + 950);
    assertThat(passes(one, ORDERS)).isTrue();
    assertThat(passes(two, ORDERS)).isTrue();
    pass(100);
    assertThat(passes(one, ORDERS)).isFalse();
    pass(950);
    assertThat(passes(two, ORDERS)).isTrue();
  }

  @Test
  void hotspotByHeader_limitsEachValueAlone() {
    configure(
        "'hotspot':{'key':'header:X-User','threshold':2,'durationInSec':1,"
            + "'items':[{'value':'gold','threshold':4}]}");
    for (String user : new String[] {"a", "b"}) {
      Request request = Request.of("GET", "/orders").with("x-user", user);
      assertThat(passes(one, request)).isTrue();
      assertThat(passes(one, request)).isTrue();
      assertThat(passes(one, request)).isFalse();
    }
    Request gold = Request.of("GET", "/orders").with("x-user", "gold");
    for (int i = 0; i < 4; i++) {
      assertThat(passes(one, gold)).isTrue();
    }
    assertThat(passes(one, gold)).isFalse();
    for (int i = 0; i < 9; i++) {
      assertThat(passes(one, ORDERS)).as("a request without the header").isTrue();
    }
  }

  @Test
  void hotspotValueInUtf8_isTheItemsText() {
    configure(
        "'hotspot':{'key':'header:x-user','threshold':1,'durationInSec':1,"
            + "'items':[{'value':'Zoë \ud83d\ude00','threshold':2}]}");
    Request zoe = Request.of("GET", "/orders").with("x-user", "Zoë \ud83d\ude00");
    assertThat(passes(one, zoe)).isTrue();
    assertThat(passes(one, zoe)).isTrue();
    assertThat(passes(one, zoe)).isFalse();
    Request bytes = Request.of("GET", "/orders").with("x-user", new byte[] {'Z', 'o', (byte) 0xeb});
    assertThat(passes(one, bytes)).isTrue();
    assertThat(passes(one, bytes)).isFalse();
  }

  @Test
  void keyOfHotspotValues_isRandomInEachVm() {
    assertThat(one.host().journal()).contains("random_get");
    assertThat(two.host().journal()).contains("random_get");
  }

  @Test
  void shadow_countsAndBlocksNone() {
    configure("'threshold':3,'statIntervalInMs':1000,'shadow':1");
    for (int i = 0; i < 10; i++) {
      assertThat(passes(i % 2 == 0 ? one : two, ORDERS)).isTrue();
    }
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.shadow")).isEqualTo(7);
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.pass")).isEqualTo(10);
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.block")).isZero();
  }

  @Test
  void shadowIsolation_seesOnlyWhatItWouldHaveLetIn() {
    configure("'isolation':{'threshold':1},'shadow':1");
    Exchange first = one.open(ORDERS, true);
    Exchange second = two.open(ORDERS, true);
    assertThat(second.answer().passed()).isTrue();
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.shadow")).isEqualTo(1);
    first.finish();
    second.finish();
    assertThat(passes(one, ORDERS)).isTrue();
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.shadow")).isEqualTo(1);
  }

  @Test
  void moreStreamsThanAreRemembered_goOnAndAreCounted() {
    configure("'isolation':{'threshold':100000}");
    for (int i = 0; i < 16_384; i++) {
      assertThat(one.open(ORDERS, true).answer().passed()).isTrue();
    }
    assertThat(one.open(ORDERS, true).answer().passed()).isTrue();
    assertThat(proxy.metrics().value("weir.uncounted")).isEqualTo(1);
  }

  @Test
  void pattern_limitsEachResourceByItself() {
    String text =
        Configurations.of(
            Configurations.kind(
                "p", "^GET:/orders/", "'threshold':2,'statIntervalInMs':1000,'regex':1"),
            Configurations.kind("n", "GET:/orders/7", "'threshold':1,'statIntervalInMs':1000"));
    assertThat(one.configure(text)).as("%s", proxy.log()).isTrue();
    assertThat(two.configure(text)).isTrue();
    for (String id : new String[] {"1", "2?q=3"}) {
      Request request = Request.of("GET", "/orders/" + id);
      assertThat(passes(one, request)).isTrue();
      assertThat(passes(two, request)).isTrue();
      assertThat(passes(one, request)).isFalse();
      assertThat(passes(two, request)).isFalse();
    }
    assertThat(passes(one, Request.of("GET", "/orders/7"))).isTrue();
    assertThat(passes(two, Request.of("GET", "/orders/7"))).isFalse();
    for (int i = 0; i < 5; i++) {
      assertThat(passes(one, Request.of("POST", "/orders/1"))).isTrue();
      assertThat(passes(one, Request.of("GET", "/orders"))).isTrue();
    }
    assertThat(one.configure(text)).isTrue();
    assertThat(passes(one, Request.of("GET", "/orders/1"))).as("after a change").isFalse();
  }

  @Test
  void moreNamesThanAreKnown_shareOneLimit() {
    configureText(
        Configurations.of(
            Configurations.kind("p", "^GET:/", "'threshold':3,'statIntervalInMs':1000,'regex':1")));
    for (int i = 0; i < 4_096; i++) {
      assertThat(passes(one, Request.of("GET", "/" + i))).isTrue();
    }
    int passed = 0;
    for (int i = 0; i < 50; i++) {
      passed += passes(one, Request.of("GET", "/new/" + i)) ? 1 : 0;
      passed += passes(one, Request.of("GET", "/" + "long".repeat(1_000 + i))) ? 1 : 0;
    }
    assertThat(passed).isEqualTo(3);
    assertThat(passes(one, Request.of("GET", "/4095"))).isTrue();
  }

  private void configureText(String text) {
    assertThat(one.configure(text)).as("%s", proxy.log()).isTrue();
  }

  @Test
  void patternThatIsNone_isRefused() {
    String text =
        Configurations.of(
            Configurations.kind("p", "(", "'threshold':3,'statIntervalInMs':1000,'regex':1"));
    assertThat(one.configure(text)).isFalse();
    assertThat(proxy.log().get(proxy.log().size() - 1)).contains("rule 'p'");
  }
}
