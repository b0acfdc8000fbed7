package dev.weir.wasm.linker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teavm.classlib.impl.text.DoubleAnalyzer;

/** Reading is compared with the JDK's, which is exact; printing with its own definition. */
final class DecimalsTest {

  private static final int CASES = 20_000;
  private static final BigDecimal FIRST = BigDecimal.TEN.pow(17);

  private final Random random = new Random(11);

  @Test
  void anyDigits_areTheNearestDouble() {
    for (int i = 0; i < CASES; i++) {
      long mantissa = random.nextLong() >>> random.nextInt(64);
      int exponent = random.nextInt(700) - 360;
      String digits = Long.toUnsignedString(mantissa);
      assertThat(Decimals.synthesize(mantissa, exponent, false))
          .as("%s e%d of seed 11", digits, exponent - 18)
          .isEqualTo(Double.parseDouble(digits + "e" + (exponent - 18)));
    }
  }

  @Test
  void halfBetweenTwo_isTheEvenOne() {
    for (int i = 0; i < CASES; i++) {
      long odd = (1L << 53) | (random.nextLong() >>> 11) | 1;
      assertThat(Decimals.synthesize(odd, 18, true))
          .isEqualTo(-new BigDecimal(BigInteger.valueOf(odd)).doubleValue());
    }
  }

  @Test
  void anyDouble_isReadAgainFromTheFewestDigits_andNoneIsNearer() {
    for (int i = 0; i < CASES; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value) && value != 0) {
        check(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        1,
        100,
        0.75,
        0.1,
        1e-5,
        2e23,
        9.999999999999999e22,
        123456.789,
        1e17,
        1e18,
        0.3,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        9007199254740994.0,
        1.0 / 3
      })
  @SuppressWarnings("FloatingPointLiteralPrecision") // the nearest is meant
  void edges_areReadAgain(double value) {
    check(value);
    check(-value);
  }

  @Test
  void zeros_haveNoDigits_andTheirSign() {
    DoubleAnalyzer.Result result = new DoubleAnalyzer.Result();
    Decimals.analyze(-0.0, result);
    assertThat(result.mantissa).isZero();
    assertThat(result.sign).isTrue();
    assertThat(Decimals.synthesize(0, 4, true)).isEqualTo(-0.0);
  }

  private static void check(double value) {
    DoubleAnalyzer.Result result = new DoubleAnalyzer.Result();
    Decimals.analyze(value, result);
    BigDecimal printed =
        BigDecimal.valueOf(result.mantissa).divide(FIRST).scaleByPowerOfTen(result.exponent);
    double size = Math.abs(value);
    assertThat(printed.doubleValue()).as("%s", value).isEqualTo(size);
    assertThat(result.sign).isEqualTo(value < 0);
    int places = Math.max(2, printed.stripTrailingZeros().precision());
    BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(result.exponent - places + 1);
    BigDecimal exact = new BigDecimal(size);
    assertThat(printed.subtract(exact).abs())
        .as("nearest of %d digits to %s", places, value)
        .isLessThanOrEqualTo(unit.divide(BigDecimal.valueOf(2)));
    if (places > 2) {
      BigDecimal coarse = unit.multiply(BigDecimal.TEN);
      BigDecimal below = exact.divideToIntegralValue(coarse).multiply(coarse);
      assertThat(below.doubleValue()).as("%s in fewer", value).isNotEqualTo(size);
      assertThat(below.add(coarse).doubleValue()).as("%s in fewer", value).isNotEqualTo(size);
    }
  }
}
