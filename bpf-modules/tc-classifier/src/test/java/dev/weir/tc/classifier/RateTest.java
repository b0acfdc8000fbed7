package dev.weir.tc.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @ParameterizedTest
  @ValueSource(doubles = {1024, 1500, 333_333.3, 1e6, 1e7 / 3, 1e9, 6e10, 8.64e13, 3.15e16})
  void of_anyUsualRate_keepsItToAThousandth(double costNanos) {
    assertThat(Rate.of(costNanos, 7).costNanos()).isCloseTo(costNanos, within(costNanos / 1000));
  }

  @ParameterizedTest
  @CsvSource({"0.001, 1", "1, 1", "3.3, 3", "999.6, 1000"})
  void of_aVeryHighRate_isInWholeNanoseconds(double costNanos, long kept) {
    Rate rate = Rate.of(costNanos, 10);

    assertThat(rate.shift()).isZero();
    assertThat(rate.cost()).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e3, 1e6, 1e9, 8.64e13})
  void of_theLargestBurst_leavesRoomBelowTheWrap(double costNanos) {
    assertThat(Rate.of(costNanos, 1_000_000_000).horizon()).isLessThan(1L << 43);
  }

  @Test
  void of_aBurstBelowTwoTicks_needsTheExactClock() {
    assertThat(Rate.of(1e6, 19).exact()).isTrue();
    assertThat(Rate.of(1e6, 21).exact()).isFalse();
  }
}
