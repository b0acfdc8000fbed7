package dev.weir.story.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BurstScheduleTest {

  private final BurstSchedule schedule = new BurstSchedule(500, 1_000);

  @Test
  void quietLimiter_startsAtTheNextBucket() {
    assertThat(schedule.first(10_120, 0)).isEqualTo(10_505);
  }

  @Test
  void bucketJustBegun_startsWithinIt() {
    assertThat(schedule.first(10_500, 0)).isEqualTo(10_505);
  }

  @Test
  void busyLimiter_startsWhenItsLastBucketHasLeftTheWindow() {
    // What was counted at 10_499 lies in [10_000, 10_500), which is out of the window from 11_000.
    assertThat(schedule.first(10_500, 10_499)).isEqualTo(11_005);
  }

  @Test
  void nextBurst_isOneWindowLater() {
    assertThat(schedule.next(10_505)).isEqualTo(11_505);
  }

  @Test
  void burstOverABoundary_isNotAlone() {
    assertThat(schedule.alone(10_505, 10_999)).isTrue();
    assertThat(schedule.alone(10_505, 11_000)).isFalse();
  }

  @Test
  void windowOfPartialBuckets_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BurstSchedule(300, 1_000))
        .withMessageContaining("1000 of 300");
  }
}
