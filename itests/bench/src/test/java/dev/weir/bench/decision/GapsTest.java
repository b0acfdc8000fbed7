package dev.weir.bench.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GapsTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 31, 32, 33, 63, 64, 100, 1_000, 123_456, 1L << 40, 1L << 62})
  void aGap_isFoundAgain_atMostAThirtySecondOff(long nanos) {
    Gaps gaps = new Gaps();
    gaps.record(nanos);
    gaps.record(Long.MAX_VALUE);
    assertThat(gaps.percentile(0.5)).isBetween(nanos, nanos + nanos / 32);
    assertThat(gaps.longest()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void percentile_isTheGapThatSoManyAreNotLongerThan() {
    Gaps gaps = new Gaps();
    for (int i = 1; i <= 10_000; i++) {
      gaps.record(i <= 9_998 ? 20 : i);
    }
    assertThat(gaps.percentile(0.9998)).isEqualTo(20);
    assertThat(gaps.percentile(0.9999)).isBetween(9_999L, 10_000L);
  }

  @Test
  void sum_hasTheGapsOfBoth() {
    Gaps gaps = new Gaps();
    Gaps other = new Gaps();
    gaps.record(10);
    other.record(20);
    gaps.add(other);
    assertThat(gaps.percentile(0.5)).isEqualTo(10);
    assertThat(gaps.percentile(1)).isEqualTo(20);
    assertThat(gaps.longest()).isEqualTo(20);
  }
}
