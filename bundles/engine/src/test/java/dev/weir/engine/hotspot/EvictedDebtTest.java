package dev.weir.engine.hotspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.call.ParamHash;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** With the option that forgotten values keep their debt, and without. */
final class EvictedDebtTest {

  private static final long T0 = 2_000_000_000_000L;
  private static final int VALUES = 100_000;
  private static final int CAPACITY = 4_000;
  private static final int RATE = 2;
  private static final int BURST = 3;

  private final ParamHash hash = new ParamHash(3, 4);

  private long[] cycle(boolean keepDebts, int seconds) {
    ParamTable table = new ParamTable(CAPACITY);
    Counter bucket = Counters.of(Rules.reject(RATE, 1, BURST, CAPACITY), table, hash);
    if (keepDebts) {
      table.debtor((TokenBucket) bucket);
    }
    long[] passed = new long[VALUES];
    Random random = new Random(9);
    for (int second = 0; second < seconds; second++) {
      for (int i = 0; i < VALUES; i++) {
        int value = (i * 7 + second) % VALUES;
        long now = T0 + 1_000L * second + i / (VALUES / 1_000);
        for (int call = random.nextInt(12); call > 0; call--) {
          passed[value] += bucket.check(hash.ofLong(value), now, 1) == Counter.PASS ? 1 : 0;
        }
      }
    }
    return passed;
  }

  @Test
  void cyclingMoreValuesThanFit_nobodyGetsMoreThanRateAndOneBurst() {
    int seconds = 6;
    for (long passed : cycle(true, seconds)) {
      assertThat(passed).isLessThanOrEqualTo((long) RATE * seconds + RATE + BURST);
    }
  }

  @Test
  void cyclingAsSentinelDoes_manyGetAFullBucketEachTime() {
    int seconds = 6;
    long over = 0;
    for (long passed : cycle(false, seconds)) {
      over += passed > (long) RATE * seconds + RATE + BURST ? 1 : 0;
    }
    assertThat(over).isGreaterThan(VALUES / 10);
  }

  @Test
  void pacedValueThatComesBack_stillWaitsForItsTurn() {
    ParamTable table = new ParamTable(1);
    Counter pacer = Counters.of(Rules.throttle(1, 10, 60_000, 1), table, hash);
    table.debtor((Pacer) pacer);
    pacer.check(hash.ofLong(1), T0, 1);
    pacer.check(hash.ofLong(2), T0 + 20_000, 1);

    long wait = pacer.check(hash.ofLong(1), T0 + 4_000, 1);
    assertThat(wait).isEqualTo(6_000);
  }
}
