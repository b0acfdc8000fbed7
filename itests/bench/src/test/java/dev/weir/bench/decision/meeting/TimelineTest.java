package dev.weir.bench.decision.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final int CALLS = 50;
  private static final long BATCH = 10_000;
  private static final int BATCHES = 100;

  /** Batches of the same length. */
  private static Timeline steady(long begin) {
    return new Timeline(
        CALLS, LongStream.rangeClosed(0, BATCHES).map(i -> begin + i * BATCH).toArray());
  }

  /** The same, and after so many batches a time in which the thread has no core. */
  private static Timeline interrupted(int after, long nanos) {
    long[] times = steady(0).nanos();
    for (int i = after + 1; i < times.length; i++) {
      times[i] += nanos;
    }
    return new Timeline(CALLS, times);
  }

  @Test
  void oneThread_hasItsOwnRate() {
    assertThat(Timeline.rate(List.of(steady(5)), 1)).isEqualTo((double) CALLS / BATCH);
  }

  @Test
  void twoThreads_haveTwiceTheRateThoughTheyBeginApart() {
    double rate = Timeline.rate(List.of(steady(0), steady(3_333)), 1);
    assertThat(rate).isCloseTo(2.0 * CALLS / BATCH, offset(1e-9));
  }

  @Test
  void stretchesInWhichOneHadNoCore_areLeftOut() {
    double rate = Timeline.rate(List.of(interrupted(30, 3_000_000), steady(0)), 1);
    assertThat(rate).isCloseTo(2.0 * CALLS / BATCH, offset(1e-9));
  }

  @Test
  void fewerStretchesThanAsked_sayNothing() {
    assertThat(Timeline.rate(List.of(interrupted(30, 3_000_000), steady(0)), 2)).isNaN();
    assertThat(Timeline.rate(List.of(steady(0), steady(BATCH * BATCHES)), 1)).isNaN();
  }
}
