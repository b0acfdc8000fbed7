package org.teavm.classlib.impl.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Digits to numbers and back, against the JVM's BigDecimal. */
final class DecimalTest {

  private static final int ROUNDS = 20_000;

  private static void assertBothWays(double value) {
    DoubleAnalyzer.Result result = new DoubleAnalyzer.Result();
    DoubleAnalyzer.analyze(value, result);
    assertThat(result.sign).isEqualTo(Double.doubleToRawLongBits(value) < 0);
    assertThat(DoubleSynthesizer.synthesizeDouble(result.mantissa, result.exponent + 1, false))
        .isEqualTo(Math.abs(value));
    if (value != 0) {
      assertThat(result.mantissa).isBetween(DoubleAnalyzer.DOUBLE_MAX_POS, Long.MAX_VALUE / 9);
      int digits = BigDecimal.valueOf(result.mantissa).stripTrailingZeros().precision();
      assertThat(digits)
          .as("%s", value)
          .isLessThanOrEqualTo(
              new BigDecimal(Double.toString(value)).stripTrailingZeros().precision());
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        1,
        -1.5,
        0.1,
        1e22,
        9.999999999999999e22,
        123_456.789,
        9_007_199_254_740_992.0,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        2.225073858507201e-308,
        0.30000000000000004
      })
  void number_isNamedByItsDigits(double value) {
    assertBothWays(value);
  }

  @Test
  void randomNumbers_areNamedByTheirDigits() {
    Random random = new Random(3);
    for (int i = 0; i < ROUNDS; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertBothWays(value);
      }
    }
  }

  @Test
  void randomDigits_areTheNearestNumber() {
    Random random = new Random(4);
    for (int i = 0; i < ROUNDS; i++) {
      long digits = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(60);
      int exponent = random.nextInt(700) - 350;
      double expected = new BigDecimal(BigInteger.valueOf(digits), 18 - exponent).doubleValue();
      assertThat(DoubleSynthesizer.synthesizeDouble(digits, exponent, false))
          .as("%d e%d", digits, exponent)
          .isEqualTo(expected);
    }
  }
}
