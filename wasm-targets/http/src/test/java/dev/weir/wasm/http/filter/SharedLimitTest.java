package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import dev.weir.wasm.sdk.type.Status;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One limit over the workers of a proxy, in Wasm. */
final class SharedLimitTest {

  private static final Request ORDERS = Request.of("GET", "/orders");

  private final MockProxy proxy = new MockProxy();
  private final Worker one = Module.start(proxy);
  private final Worker two = Module.start(proxy);

  private void configure(String threshold) {
    String text = Configurations.of(Configurations.rule("a", "GET:/orders", threshold, 1000));
    assertThat(one.configure(text)).isTrue();
    assertThat(two.configure(text)).isTrue();
  }

  private static int passed(Worker vm, int requests) {
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      passed += vm.request(ORDERS).passed() ? 1 : 0;
    }
    return passed;
  }

  @Test
  void workersInTurn_shareTheLimitExactly() {
    configure("25");
    int passed = 0;
    for (int i = 0; i < 30; i++) {
      passed += passed(one, 1) + passed(two, 1);
    }
    assertThat(passed).isEqualTo(25);
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.pass")).isEqualTo(25);
    assertThat(proxy.metrics().value("weir.GET_3a_2forders.block")).isEqualTo(35);
  }

  @Test
  void everySwapIsOvertaken_limitStillHolds() {
    configure("10");
    int[] overtaking = {0};
    int passed = 0;
    for (int i = 0; i < 10; i++) {
      proxy.sharedData().beforeSet(() -> overtaking[0] += passed(two, 1));
      passed += passed(one, 1);
    }
    assertThat(passed + overtaking[0]).isEqualTo(10);
    assertThat(overtaking[0]).isEqualTo(5);
  }

  @Test
  void bothCreateTheWindow_neitherCountIsLost() {
    configure("1");
    int[] overtaking = {0};
    proxy.sharedData().beforeSet(() -> overtaking[0] = passed(two, 1));
    assertThat(passed(one, 1)).isZero();
    assertThat(overtaking[0]).isEqualTo(1);
  }

  @Test
  void randomTurnsOverManyWindows_neverMoreAndNeverFewerThanOneEngine() {
    configure("7");
    MockProxy alone = new MockProxy();
    Worker reference = JvmVm.start(alone);
    assertThat(
            reference.configure(
                Configurations.of(Configurations.rule("a", "GET:/orders", "7", 1000))))
        .isTrue();
    Random random = new Random(42);
    long now = alone.millis();
    for (int i = 0; i < 2_000; i++) {
      now += random.nextInt(60);
      alone.setMillis(now);
      proxy.setMillis(now);
      boolean expected = reference.request(ORDERS).passed();
      Worker vm = random.nextBoolean() ? one : two;
      assertThat(vm.request(ORDERS).passed()).as("request %d at %d", i, now).isEqualTo(expected);
    }
  }

  @Test
  void fullWindow_isRefusedWithoutAskingSharedData() {
    configure("1");
    assertThat(passed(one, 1)).isEqualTo(1);
    assertThat(passed(one, 1)).isZero();
    int before = one.calls();
    assertThat(passed(one, 1)).isZero();
    // the headers, the time, the counter, the answer
    assertThat(one.calls() - before).isEqualTo(4);
  }

  @Test
  void decision_takesFiveCalls() {
    configure("100");
    assertThat(passed(one, 1)).isEqualTo(1);
    int before = one.calls();
    assertThat(passed(one, 1)).isEqualTo(1);
    // the headers, the time, get, set, the counter
    assertThat(one.calls() - before).isEqualTo(5);
  }

  @Test
  void requestWithoutRule_takesOneCall() {
    configure("100");
    int before = one.calls();
    assertThat(one.request(Request.of("GET", "/other")).passed()).isTrue();
    assertThat(one.calls() - before).isEqualTo(1);
  }

  @Test
  void clockIsSetBack_windowThatIsNotFullPasses() {
    configure("1");
    assertThat(passed(one, 1)).isEqualTo(1);
    assertThat(passed(one, 1)).isZero();
    proxy.setMillis(proxy.millis() - 10_000);
    assertThat(passed(one, 1)).isEqualTo(1);
  }

  @Test
  void sharedDataFails_eachWorkerHoldsTheLimitAloneAndCountsIt() {
    configure("3");
    proxy.sharedData().failWith(Status.INTERNAL_FAILURE);
    assertThat(passed(one, 10)).isEqualTo(3);
    assertThat(passed(two, 10)).isEqualTo(3);
    assertThat(proxy.metrics().value("weir.local_decisions")).isEqualTo(20);
  }

  @Test
  void sharedDataRecovers_limitIsSharedAgain() {
    configure("3");
    proxy.sharedData().failWith(Status.INTERNAL_FAILURE);
    assertThat(passed(one, 10)).isEqualTo(3);
    proxy.sharedData().failWith(Status.OK);
    assertThat(passed(one, 2) + passed(two, 2)).isEqualTo(3);
  }

  @Test
  void sharedValueOfAnotherLength_isNotBelieved() {
    configure("3");
    assertThat(passed(one, 1)).isEqualTo(1);
    String key = proxy.sharedData().entries().keySet().iterator().next();
    for (byte[] value : new byte[][] {{}, {1, 2, 3}, new byte[4096], negative(32)}) {
      proxy.sharedData().put(key, value);
      assertThat(passed(one, 1)).isEqualTo(passed(two, 1));
    }
    assertThat(proxy.metrics().value("weir.local_decisions")).isEqualTo(8);
  }

  private static byte[] negative(int length) {
    byte[] value = new byte[length];
    value[length - 1] = (byte) 0x80;
    return value;
  }
}
