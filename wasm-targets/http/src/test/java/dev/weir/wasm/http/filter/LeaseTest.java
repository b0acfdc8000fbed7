package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import dev.weir.wasm.sdk.type.Status;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A limit that workers take calls ahead of: exact all the same, at a lower price. */
final class LeaseTest {

  private static final Request ORDERS = Request.of("GET", "/orders");
  private static final String PASS = "weir.GET_3a_2forders.pass";

  /** Calls of a lease under a rule of 2,000: one part in 400. */
  private static final int LEASE = 5;

  private final MockProxy proxy = new MockProxy();
  private final Worker[] workers = new Worker[4];

  LeaseTest() {
    // every figure below is of whole windows of a second
    assertThat(proxy.millis() % 1_000).isZero();
    Arrays.setAll(workers, i -> JvmVm.start(proxy));
  }

  private void configure(int threshold) {
    String rule = Configurations.rule("a", "GET:/orders", Integer.toString(threshold), 1_000);
    for (Worker worker : workers) {
      assertThat(worker.configure(Configurations.of(rule))).isTrue();
    }
  }

  private int passed(Worker worker, int requests) {
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      passed += worker.request(ORDERS).passed() ? 1 : 0;
    }
    return passed;
  }

  private int calls(Worker worker, int requests) {
    int before = worker.calls();
    assertThat(passed(worker, requests)).isEqualTo(requests);
    return worker.calls() - before;
  }

  @Test
  void farFromTheLimit_aCallTakesThreeCallsAndOneInEachLeaseFive() {
    configure(2_000);
    calls(workers[0], 1);
    // the headers, the time, the counter
    assertThat(calls(workers[0], LEASE)).isEqualTo(3 * LEASE);
    assertThat(calls(workers[0], LEASE + 1)).isEqualTo(3 * (LEASE + 1) + 2);
  }

  @Test
  void smallThreshold_everyCallAsks() {
    configure(1_599);
    calls(workers[0], 1);
    assertThat(calls(workers[0], 10)).isEqualTo(5 * 10);
  }

  @Test
  void nearTheLimit_everyCallAsks() {
    configure(2_000);
    calls(workers[0], 2_000 - 2_000 / 16);
    assertThat(calls(workers[1], 10)).isEqualTo(5 * 10 + 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_600, 2_000, 50_000})
  void oneWorkerAlone_exactlyTheThresholdPasses(int threshold) {
    configure(threshold);
    assertThat(passed(workers[0], threshold + 100)).isEqualTo(threshold);
    assertThat(proxy.metrics().value(PASS)).isEqualTo(threshold);
  }

  @Test
  void workersThatStopWithLeases_keepAtMostOnePartEach() {
    configure(2_000);
    int passed = passed(workers[1], 1) + passed(workers[2], 1) + passed(workers[3], 1);
    passed += passed(workers[0], 3_000);
    assertThat(passed).isEqualTo(2_000 - 3 * LEASE);
    assertThat(passed(workers[1], LEASE + 10)).isEqualTo(LEASE);
  }

  @Test
  void leaseOfAnOldBucket_isGivenBackAndNotUsed() {
    configure(2_000);
    assertThat(passed(workers[1], 1)).isEqualTo(1);
    proxy.setMillis(proxy.millis() + 500);
    assertThat(passed(workers[1], 1)).isEqualTo(1);
    // 2 have passed in the window, and 5 are leased in its newest bucket
    assertThat(passed(workers[0], 3_000)).isEqualTo(2_000 - 2 - LEASE);
    assertThat(proxy.metrics().value(PASS)).isEqualTo(2_000 - LEASE);
  }

  @Test
  void otherRules_leaseOfTheOldOnesIsNotUsed() {
    configure(2_000);
    assertThat(passed(workers[0], 1)).isEqualTo(1);
    configure(0);
    assertThat(passed(workers[0], 5)).isZero();
  }

  @Test
  void sharedDataFails_leaseIsGoodAndThenTheWorkerIsAlone() {
    configure(2_000);
    assertThat(passed(workers[0], 1)).isEqualTo(1);
    proxy.sharedData().failWith(Status.INTERNAL_FAILURE);
    assertThat(passed(workers[0], LEASE)).isEqualTo(LEASE);
    assertThat(proxy.metrics().value("weir.local_decisions")).isZero();
    assertThat(passed(workers[0], 3_000)).isEqualTo(2_000);
  }

  @Test
  void swapOfALeaseIsOvertaken_neitherCountIsLost() {
    configure(2_000);
    int[] overtaking = {0};
    int passed = 0;
    for (int i = 0; i < 500; i++) {
      proxy.sharedData().beforeSet(() -> overtaking[0] += passed(workers[1], 3));
      passed += passed(workers[0], 4);
    }
    int rest = passed(workers[0], 3_000) + passed(workers[1], 3_000);
    assertThat(passed + overtaking[0] + rest).isEqualTo(2_000);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.02, 1.5, 10})
  void randomWorkersOverTheLimit_noWindowIsExceededAndEachIsUsed(double load) {
    int threshold = 4_000;
    configure(threshold);
    Random random = new Random(11);
    int[] passedInBucket = new int[20];
    int perMilli = (int) (threshold * load / 1_000);
    for (int milli = 0; milli < 500 * passedInBucket.length; milli++) {
      for (int i = 0; i < perMilli; i++) {
        passedInBucket[milli / 500] += passed(workers[random.nextInt(4)], 1);
      }
      proxy.setMillis(proxy.millis() + 1);
    }
    for (int bucket = 1; bucket < passedInBucket.length; bucket++) {
      int window = passedInBucket[bucket - 1] + passedInBucket[bucket];
      assertThat(window).isBetween(Math.min(perMilli * 1_000, threshold) * 99 / 100, threshold);
    }
  }
}
