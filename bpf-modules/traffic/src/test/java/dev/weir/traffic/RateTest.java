package dev.weir.traffic;

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
    assertThat(Rate.ofPackets(costNanos, 7).packetNanos())
        .isCloseTo(costNanos, within(costNanos / 1000));
  }

  @ParameterizedTest
  @CsvSource({"0.001, 1", "1, 1", "3.3, 3", "999.6, 1000"})
  void of_aVeryHighRate_isInWholeNanoseconds(double costNanos, long kept) {
    Rate rate = Rate.ofPackets(costNanos, 10);

    assertThat(rate.shift()).isZero();
    assertThat(rate.cost()).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e3, 1e6, 1e9, 8.64e13})
  void of_theLargestBurst_leavesRoomBelowTheWrap(double costNanos) {
    assertThat(Rate.ofPackets(costNanos, 1_000_000_000).horizon()).isLessThan(1L << 43);
  }

  @Test
  void of_aBurstBelowTwoTicks_needsTheExactClock() {
    assertThat(Rate.ofPackets(1e6, 19).exact()).isTrue();
    assertThat(Rate.ofPackets(1e6, 21).exact()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.8, 1, 80, 1000, 1e6, 1e9, 8.64e13})
  void ofBytes_keepsTheRateToAThousandth(double costNanos) {
    for (long burst : new long[] {1, 1500, 1_000_000, 1_000_000_000_000L}) {
      Rate rate = Rate.ofBytes(costNanos, burst);

      assertThat(rate.byteNanos()).isCloseTo(costNanos, within(costNanos / 500));
      assertThat(rate.horizon()).as("burst %d", burst).isLessThan(1L << 43);
    }
  }

  @Test
  void ofBytes_ofTheHighestRate_stillCostsSomething() {
    assertThat(Rate.ofBytes(1e-6, 1_000_000_000_000L).cost()).isPositive();
  }
}
