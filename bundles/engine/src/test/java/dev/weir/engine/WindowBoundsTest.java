package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far windows may err, from 100 ms to a day: see docs/engine.md. */
final class WindowBoundsTest {

  private static final int THRESHOLD = 20;
  private static final int CALLS = 20_000;

  private long nowMs = 2_000_000_000_000L;
  private final Engine engine = new Engine(() -> nowMs * 1_000_000);
  private final Entry entry = new Entry();
  private final List<Long> passes = new ArrayList<>();

  private boolean call() {
    boolean passed = engine.enter(engine.resource("r"), entry) == Verdict.PASS;
    engine.exit(entry, false);
    if (passed) {
      passes.add(nowMs);
    }
    return passed;
  }

  private void load(int intervalMs, Window window) {
    engine.load(
        new RuleSet(
            engine.revision() + 1,
            List.of(
                new FlowRule(
                    "r",
                    "r",
                    false,
                    new TokenCalculation.Direct(),
                    new ControlBehavior.Reject(),
                    THRESHOLD,
                    intervalMs,
                    window,
                    null,
                    Policy.DEFAULT))));
  }

  /** Passes in the last so many milliseconds, this one included. */
  private int passedWithin(long ms) {
    int count = 0;
    for (int i = passes.size() - 1; i >= 0 && passes.get(i) > nowMs - ms; i--) {
      count++;
    }
    return count;
  }

  @ParameterizedTest
  @CsvSource({"1,100", "2,750", "3,1000", "4,1500", "5,60000", "6,3600000", "7,86400000", "8,7"})
  void sliding_neverMoreThanTheThresholdAndForgetsATwentiethLate(long seed, int interval) {
    Random random = new Random(seed);
    load(interval, Window.SLIDING);
    long late = interval / 20L + (interval % 20 == 0 ? 0 : 21);
    for (int i = 0; i < CALLS; i++) {
      nowMs += random.nextInt(Math.max(2, interval / 15));
      if (call()) {
        assertThat(passedWithin(interval))
            .as("seed %d call %d", seed, i)
            .isLessThanOrEqualTo(THRESHOLD);
      } else {
        assertThat(passedWithin(interval + late))
            .as("seed %d call %d: blocked though there was room", seed, i)
            .isGreaterThanOrEqualTo(THRESHOLD);
      }
    }
    assertThat(passes).hasSizeBetween(THRESHOLD, CALLS - 1);
  }

  @ParameterizedTest
  @CsvSource({"1,100", "2,750", "3,1000", "4,1500", "5,60000", "6,3600000", "7,86400000"})
  void compatible_neverMoreThanTwiceTheThreshold(long seed, int interval) {
    Random random = new Random(seed);
    load(interval, Window.COMPATIBLE);
    for (int i = 0; i < CALLS; i++) {
      nowMs += random.nextInt(Math.max(2, interval / 15));
      if (call()) {
        assertThat(passedWithin(interval))
            .as("seed %d call %d", seed, i)
            .isLessThanOrEqualTo(2 * THRESHOLD);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 60_000})
  void burstAroundAnEdge_compatibleAdmitsTwiceSlidingDoesNot(int interval) {
    for (Window window : Window.values()) {
      passes.clear();
      load(interval, window);
      nowMs += 3L * interval - nowMs % interval;
      nowMs += interval - 1;
      for (int i = 0; i < 2 * THRESHOLD; i++) {
        call();
      }
      nowMs += interval == 1_000 ? 501 : 1;
      for (int i = 0; i < 2 * THRESHOLD; i++) {
        call();
      }
      boolean twice = window == Window.COMPATIBLE;
      assertThat(passedWithin(interval))
          .as("%s", window)
          .isEqualTo(twice ? 2 * THRESHOLD : THRESHOLD);
    }
  }
}
