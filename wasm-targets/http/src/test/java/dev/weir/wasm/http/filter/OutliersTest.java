package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.EndiveVm;
import dev.weir.wasm.host.Exchange;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outlier rules over two workers of a proxy, in Wasm. */
final class OutliersTest {

  private static final String RESOURCE = "GET:/orders";
  private static final Request ORDERS = Request.of("GET", "/orders");
  private static final String HEADER = "x-weir-upstream";
  private static final String A = "10.0.0.1:80";
  private static final String B = "10.0.0.2:80";
  private static final String C = "[2001:db8::3]:80";
  private static final int RETRY_MS = 3_000;
  private static final int LOOK_MS = 20;

  private final MockProxy proxy = new MockProxy();
  private final Worker one = Module.start(proxy);
  private final Worker two = Module.start(proxy);

  private static String rule(String percent, String more) {
    return "'outlier':{'breaker':{'errorCount':2,'minRequestAmount':1,'statIntervalMs':60000,"
        + "'retryTimeoutMs':"
        + RETRY_MS
        + more
        + "},'maxEjectionPercent':"
        + percent
        + "}";
  }

  private void configure(String body) {
    String text = Configurations.of(Configurations.kind("a", RESOURCE, body));
    assertThat(one.configure(text)).as("%s", proxy.log()).isTrue();
    assertThat(two.configure(text)).isTrue();
  }

  private void pass(long millis) {
    proxy.setMillis(proxy.millis() + millis);
  }

  /** A request that a node answers. */
  private static void call(Worker worker, String node, int status) {
    Exchange exchange = worker.open(ORDERS, true).property("upstream.address", node);
    exchange.responseHeaders(Request.response(status), true).finish();
  }

  /** Three nodes are known, and one was put out. */
  private void putOut(Worker worker, String node) {
    for (String known : List.of(A, B, C)) {
      call(worker, known, 200);
    }
    call(worker, node, 503);
    call(worker, node, 503);
  }

  /** Where a request is sent; empty when anywhere. */
  private static List<String> sent(Worker worker) {
    Exchange exchange = worker.open(ORDERS, true);
    assertThat(exchange.answer().passed()).isTrue();
    List<String> nodes = chosen(exchange);
    exchange.finish();
    return nodes;
  }

  private static List<String> chosen(Exchange exchange) {
    List<String> nodes = new ArrayList<>();
    for (String line : exchange.requestHeaderLines()) {
      if (line.startsWith(HEADER + ": ")) {
        nodes.addAll(List.of(line.substring(HEADER.length() + 2).split(",", -1)));
      }
    }
    return nodes;
  }

  @Test
  void nobodyIsOut_requestsGoAnywhere() {
    configure(rule("0.5", ""));
    assertThat(sent(one)).isEmpty();
    for (String known : List.of(A, B, C)) {
      call(one, known, 200);
    }
    call(one, A, 503);
    assertThat(sent(one)).isEmpty();
    assertThat(sent(two)).isEmpty();
  }

  @Test
  void failingNode_isLeftOutByAllWorkers() {
    configure(rule("0.5", ""));
    putOut(one, A);
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.ejected")).isEqualTo(1);
    assertThat(sent(one)).containsExactlyInAnyOrder(B, C);
    assertThat(sent(two)).containsExactlyInAnyOrder(B, C);
  }

  @Test
  void workerThatHasLookedJustNow_learnsOfItWhenItLooksAgain() {
    configure(rule("0.5", ""));
    assertThat(sent(two)).isEmpty();
    putOut(one, B);
    pass(LOOK_MS);
    assertThat(sent(two)).containsExactlyInAnyOrder(A, C);
  }

  @Test
  void nodesThatAreLeft_takeTurnsAtTheFront() {
    configure(rule("0.5", ""));
    putOut(one, B);
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      first.add(sent(one).get(0));
    }
    assertThat(first).contains(A, C).doesNotContain(B);
  }

  @Test
  void moreFailThanMayBeOut_theRestStays() {
    configure(rule("0.5", ""));
    putOut(one, A);
    call(one, B, 503);
    call(one, B, 503);
    assertThat(sent(one)).hasSize(2).contains(C);
  }

  @Test
  void allAreOut_requestsGoAnywhere() {
    configure(rule("1", ""));
    putOut(one, A);
    for (String node : List.of(B, C)) {
      call(one, node, 503);
      call(one, node, 503);
    }
    assertThat(sent(one)).isEmpty();
  }

  @Test
  void retryTimeoutOver_oneRequestProbesAndBringsItBack() {
    configure(rule("0.5", ""));
    putOut(one, A);
    pass(RETRY_MS - 1);
    assertThat(sent(two)).doesNotContain(A).hasSize(2);
    pass(1);
    Exchange probe = one.open(ORDERS, true);
    assertThat(chosen(probe)).startsWith(A).hasSize(3);
    assertThat(sent(two)).as("beside the probe").doesNotContain(A).hasSize(2);
    probe.property("upstream.address", A).responseHeaders(Request.response(200), true).finish();
    assertThat(sent(one)).isEmpty();
    assertThat(sent(two)).isEmpty();
  }

  @Test
  void failedProbe_anotherTimeoutOut() {
    configure(rule("0.5", ""));
    putOut(one, A);
    pass(RETRY_MS);
    Exchange probe = two.open(ORDERS, true);
    assertThat(chosen(probe)).startsWith(A);
    probe.property("upstream.address", A).responseHeaders(Request.response(503), true).finish();
    pass(RETRY_MS - 1);
    assertThat(sent(one)).doesNotContain(A).hasSize(2);
    pass(1);
    assertThat(sent(one)).startsWith(A);
  }

  @Test
  void probeThatNeverEnds_isGivenUp() {
    configure(rule("0.5", ""));
    putOut(one, A);
    pass(RETRY_MS);
    Exchange lost = one.open(ORDERS, true);
    assertThat(chosen(lost)).startsWith(A);
    pass(RETRY_MS - 1);
    assertThat(sent(one)).doesNotContain(A).hasSize(2);
    pass(1);
    assertThat(sent(two)).startsWith(A);
  }

  @Test
  void severalProbes_noMoreThanWantedAtATime() {
    configure(rule("0.5", ",'probeNum':2"));
    putOut(one, A);
    pass(RETRY_MS);
    Exchange first = one.open(ORDERS, true);
    Exchange second = two.open(ORDERS, true);
    assertThat(chosen(first)).startsWith(A);
    assertThat(chosen(second)).startsWith(A);
    assertThat(sent(one)).doesNotContain(A).hasSize(2);
    for (Exchange probe : List.of(first, second)) {
      probe.property("upstream.address", A).responseHeaders(Request.response(200), true).finish();
    }
    assertThat(sent(one)).isEmpty();
  }

  @Test
  void clientThatChoosesForItself_isNotHeard() {
    configure(rule("0.5", ""));
    Request forged = Request.of("GET", "/orders").with(HEADER, A);
    Request other = Request.of("GET", "/other").with(HEADER, A);
    assertThat(chosen(one.open(forged, true))).isEmpty();
    assertThat(chosen(one.open(other, true))).as("a resource without a rule").isEmpty();
    putOut(one, A);
    assertThat(chosen(one.open(Request.of("GET", "/orders").with(HEADER, A), true)))
        .containsExactlyInAnyOrder(B, C);
  }

  @Test
  void ruleIsRemoved_nodeIsBack() {
    configure(rule("0.5", ""));
    putOut(one, A);
    configure("'isolation':{'threshold':100}");
    assertThat(sent(one)).isEmpty();
    assertThat(sent(two)).isEmpty();
  }

  @Test
  void shadow_countsAndLeavesNobodyOut() {
    configure(rule("0.5", "") + ",'shadow':1");
    putOut(one, A);
    assertThat(sent(one)).isEmpty();
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.shadow")).isEqualTo(1);
  }

  @Test
  void requestWithoutANode_isBookedToNone() {
    configure(rule("1", ""));
    for (int i = 0; i < 5; i++) {
      one.open(ORDERS, true).responseHeaders(Request.response(503), true).finish();
    }
    assertThat(sent(one)).isEmpty();
  }

  @Test
  void slowNode_isLeftOut() {
    configure(
        "'outlier':{'breaker':{'slowRatio':1,'maxAllowedRtMs':100,'minRequestAmount':2,"
            + "'statIntervalMs':60000,'retryTimeoutMs':3000},'maxEjectionPercent':0.5}");
    call(one, B, 200);
    for (int i = 0; i < 2; i++) {
      Exchange exchange = one.open(ORDERS, true).property("upstream.address", A);
      pass(101);
      exchange.responseHeaders(Request.response(200), true).finish();
    }
    assertThat(sent(two)).containsExactly(B);
  }

  @Test
  void callsThatEndAtOnceInTwoWorkers_areBothCounted() {
    configure(rule("0.5", ""));
    call(one, B, 200);
    Exchange racing = two.open(ORDERS, true).property("upstream.address", A);
    proxy
        .sharedData()
        .beforeSet(() -> racing.responseHeaders(Request.response(503), true).finish());
    call(one, A, 503);
    assertThat(sent(one)).containsExactly(B);
    pass(LOOK_MS);
    assertThat(sent(two)).containsExactly(B);
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.ejected")).isEqualTo(1);
  }

  @Test
  void probeIsDueInTwoWorkersAtOnce_oneSendsIt() {
    configure(rule("0.5", ""));
    putOut(one, A);
    pass(RETRY_MS);
    List<String> racing = new ArrayList<>();
    proxy.sharedData().beforeSet(() -> racing.addAll(sent(two)));
    List<String> first = sent(one);
    assertThat(racing).startsWith(A).hasSize(3);
    assertThat(first).doesNotContain(A).hasSize(2);
  }

  @Test
  void outlierRuleAlone_asksForNothingWhileNobodyIsOut() {
    configure(rule("0.5", ""));
    call(one, A, 200);
    sent(one);
    int before = one.calls();
    Exchange exchange = one.open(ORDERS, true).property("upstream.address", A);
    // the header that clients may not send, the others, the time, the counter
    assertThat(one.calls() - before).isEqualTo(4);
    exchange.responseHeaders(Request.response(200), true).finish();
    // the status, the time, the node, get, set
    assertThat(one.calls() - before).isEqualTo(9);
  }

  @Test
  void sharedValueOfAnotherLength_isNotBelieved() {
    configure(rule("0.5", ""));
    putOut(one, A);
    proxy.sharedData().put(key(), new byte[] {1, 2, 3});
    assertThat(sent(one)).isEmpty();
    call(two, A, 503);
    assertThat(proxy.metrics().value("weir.local_decisions")).as("two looks, one end").isEqualTo(3);
  }

  @Test
  void randomBytesInSharedData_breakNothing() {
    configure(rule("0.5", ""));
    putOut(one, A);
    String key = key();
    int length = Objects.requireNonNull(proxy.sharedData().entries().get(key)).value().length;
    int pages = ((EndiveVm) one.guest()).pages();
    Random random = new Random(5);
    for (int i = 0; i < 100; i++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      proxy.sharedData().put(key, bytes);
      assertThat(one.open(ORDERS, true).answer().passed()).isTrue();
      call(one, B, i % 2 == 0 ? 200 : 503);
    }
    assertThat(((EndiveVm) one.guest()).pages()).isEqualTo(pages);
  }

  private String key() {
    for (String key : proxy.sharedData().entries().keySet()) {
      if (key.contains("nodes/")) {
        return key;
      }
    }
    throw new AssertionError("no node is known");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomCalls_neverMoreThanHalfOutAndNeverAllThatIsKnown(long seed) {
    configure(rule("0.5", ",'probeNum':" + seed % 3));
    Random random = new Random(seed);
    List<String> all = List.of(A, B, C, "10.0.0.4:80", "10.0.0.5:80");
    for (String node : all) {
      call(one, node, 200);
    }
    int leftOut = 0;
    for (int i = 0; i < 1_500; i++) {
      pass(random.nextInt(60));
      Worker worker = random.nextBoolean() ? one : two;
      Exchange exchange = worker.open(ORDERS, true);
      List<String> left = chosen(exchange);
      assertThat(all).containsAll(left);
      if (!left.isEmpty()) {
        assertThat(left).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
        leftOut += left.size() < all.size() ? 1 : 0;
      }
      String node = left.isEmpty() ? all.get(random.nextInt(all.size())) : left.get(0);
      int status = node.equals(A) || random.nextInt(10) == 0 ? 503 : 200;
      exchange
          .property("upstream.address", node)
          .responseHeaders(Request.response(status), true)
          .finish();
    }
    assertThat(leftOut).isGreaterThan(100);
  }

  @Test
  void manyNodes_theIdlestMakeRoomAndWhoIsOutStays() {
    configure(rule("0.5", ""));
    putOut(one, A);
    for (int i = 0; i < 200; i++) {
      pass(1);
      call(one, "10.0.1." + i + ":80", 200);
    }
    assertThat(sent(two)).hasSize(63).doesNotContain(A).contains("10.0.1.199:80");
  }

  @Test
  void outForTheRecycleInterval_isForgotten() {
    configure(rule("0.5,'recycleIntervalS':60", ",'probeNum':0").replace("3000", "86400000"));
    putOut(one, A);
    pass(59_999);
    assertThat(sent(one)).doesNotContain(A).hasSize(2);
    call(one, B, 200);
    call(one, C, 200);
    pass(1);
    assertThat(sent(one)).isEmpty();
  }

  @Test
  void nodesAreWithoutCallsForTheRecycleInterval_areForgotten() {
    configure(rule("0.5,'recycleIntervalS':60", "").replace("3000", "86400000"));
    putOut(one, A);
    pass(30_000);
    call(one, C, 503);
    call(one, C, 503);
    pass(30_000);
    assertThat(sent(one)).as("C alone is known, and half of one is none").isEmpty();
  }
}
