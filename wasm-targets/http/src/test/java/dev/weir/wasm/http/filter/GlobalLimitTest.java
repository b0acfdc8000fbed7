package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** A limit over several proxies, of which this one's two workers have a share, in Wasm. */
final class GlobalLimitTest {

  private static final String ORDERS = "GET:/orders";

  private final MockProxy proxy = new MockProxy();
  private final Worker one = Module.start(proxy);
  private final Worker two = Module.start(proxy);
  private long version;

  private static String global(String id, String resource, String threshold) {
    return Configurations.rule(id, resource, threshold, 1000, ",\"global\":1");
  }

  private void configure(String... rules) {
    assertThat(one.configure(Configurations.of(rules))).as("%s", proxy.log()).isTrue();
    assertThat(two.configure(Configurations.of(rules))).isTrue();
    passed(0);
  }

  /** What Weir's service writes, at the proxy's time: parts of the rules "a" and "b". */
  private void shares(double a, double b, double even) {
    version++;
    proxy.sharedData().put("weir.shares", shares(proxy.millis(), a, b, even));
  }

  private byte[] shares(long millis, double a, double b, double even) {
    ByteBuffer value = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    value.putLong(millis * 1_000_000).putLong(version).putDouble(even);
    value.putInt("a".hashCode()).putDouble(a).putInt("b".hashCode()).putDouble(b);
    return value.array();
  }

  private void pass(long millis) {
    proxy.setMillis(proxy.millis() + millis);
    one.tick();
    two.tick();
  }

  private int passed(int requests) {
    return passed(ORDERS, requests);
  }

  private int passed(String resource, int requests) {
    Request request = Request.of("GET", resource.substring(4));
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      passed += (i % 2 == 0 ? one : two).request(request).passed() ? 1 : 0;
    }
    return passed;
  }

  /** How many of more than enough pass within a window of their own. */
  private int passedInAWindow() {
    pass(1_000);
    return passed(60);
  }

  @Test
  void noShareHasCome_theProxyCountsByItselfAndSaysSo() {
    configure(global("a", ORDERS, "20"));
    assertThat(passedInAWindow()).isEqualTo(20);
    assertThat(passedInAWindow()).isEqualTo(20);
    assertThat(proxy.metrics().value("weir.service_silent")).isEqualTo(1);
  }

  @Test
  void share_isWhatPassesOverAllWorkers() {
    shares(0.25, 0.5, 0.5);
    configure(global("a", ORDERS, "20"), global("b", "GET:/b", "20"), global("c", "GET:/c", "30"));
    assertThat(passed(60)).isEqualTo(5);
    assertThat(passed("GET:/b", 60)).isEqualTo(10);
    assertThat(passed("GET:/c", 60)).as("not divided: an equal part").isEqualTo(15);
  }

  @Test
  void localRule_isNobodyElses() {
    shares(0.25, 0.5, 0.5);
    configure(Configurations.rule("a", ORDERS, "20", 1000));
    assertThat(passed(60)).isEqualTo(20);
  }

  @Test
  void anotherShare_isTakenUpWithinATenthOfASecondAlsoInAFullWindow() {
    shares(0.25, 0, 0.5);
    configure(global("a", ORDERS, "20"));
    assertThat(passed(60)).isEqualTo(5);
    pass(100);
    shares(0.75, 0, 0.5);
    pass(100);
    assertThat(passed(60)).isEqualTo(10);
    shares(0.1, 0, 0.5);
    assertThat(passedInAWindow()).isEqualTo(2);
  }

  @Test
  void silence_shareThenNoMoreThanAnEqualPartThenThat() {
    shares(0.75, 0.1, 0.5);
    configure(global("a", ORDERS, "20"), global("b", "GET:/b", "20"));
    assertThat(passedInAWindow()).isEqualTo(15);
    assertThat(passed("GET:/b", 60)).isEqualTo(2);
    pass(1_000);
    assertThat(passed(60)).as("no more than an equal part").isEqualTo(10);
    assertThat(passed("GET:/b", 60)).as("its share, for it is less").isEqualTo(2);
    pass(2_000);
    assertThat(passed(60)).isEqualTo(10);
    assertThat(passed("GET:/b", 60)).isEqualTo(10);
    shares(0.75, 0.1, 0.5);
    assertThat(passedInAWindow()).as("it is back").isEqualTo(15);
  }

  @Test
  void sharesThatHoldOn_areRenewed() {
    shares(0.75, 0, 0.5);
    configure(global("a", ORDERS, "20"));
    for (int i = 0; i < 10; i++) {
      proxy.sharedData().put("weir.shares", shares(proxy.millis() + 1_000, 0.75, 0, 0.5));
      assertThat(passedInAWindow()).isEqualTo(15);
    }
  }

  @Test
  void figuresAndShares_onlyTogetherTheServiceIsNotSilent() {
    configure(global("a", ORDERS, "20"));
    assertThat(passed(2)).isEqualTo(2);
    ByteBuffer figures = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    proxy.sharedData().put("weir.host", figures.putLong(proxy.millis() * 1_000_000).array());
    pass(100);
    assertThat(proxy.metrics().value("weir.service_silent")).isEqualTo(1);
    shares(0.75, 0, 0.5);
    pass(100);
    assertThat(proxy.metrics().value("weir.service_silent")).isZero();
  }

  @Test
  void valueThatIsNone_isLeftAlone() {
    shares(0.25, 0, 0.5);
    configure(global("a", ORDERS, "20"));
    assertThat(passedInAWindow()).isEqualTo(5);
    proxy.sharedData().put("weir.shares", new byte[23]);
    assertThat(passedInAWindow()).isEqualTo(5);
    proxy.sharedData().put("weir.shares", new byte[0]);
    assertThat(passedInAWindow()).isEqualTo(5);
    assertThat(proxy.metrics().value("filter_errors")).isZero();
  }
}
