package org.teavm.classlib.impl.text;

/** Takes a number with a fraction apart into the fewest decimal digits that name it. */
public final class DoubleAnalyzer {

  /** Digits of a mantissa. */
  public static final int DECIMAL_PRECISION = 18;

  /** 10^17. */
  public static final long DOUBLE_MAX_POS = 100_000_000_000_000_000L;

  private static final int MOST_DIGITS = 17;
  private static final int MANTISSA_BITS = 52;
  private static final int LEAST_EXPONENT = -1_074;
  private static final long IMPLIED = 1L << MANTISSA_BITS;
  private static final double LOG10_OF_2 = 0.3010299956639812;

  private DoubleAnalyzer() {}

  /** Decimal digits and their power. */
  public static class Result {
    /** 18 digits, the first behind the sign; 0 for zero. */
    public long mantissa;

    /** The power of ten of the first digit. */
    public int exponent;

    /** Whether it is negative. */
    public boolean sign;
  }

  /** The power of ten of a number's first digit. */
  public static int fastIntLog10(double value) {
    Result result = new Result();
    analyze(value, result);
    return result.exponent;
  }

  /** Takes a finite number apart. */
  public static void analyze(double value, Result result) {
    long bits = Double.doubleToLongBits(value);
    result.sign = bits < 0;
    result.mantissa = 0;
    result.exponent = 0;
    if (value == 0) {
      return;
    }
    for (int digits = 1; digits <= MOST_DIGITS; digits++) {
      round(bits & Long.MAX_VALUE, digits, result);
      if (DoubleSynthesizer.synthesizeDouble(result.mantissa, result.exponent + 1, result.sign)
          == value) {
        return;
      }
    }
  }

  /** The nearest number of so many digits. */
  private static void round(long bits, int digits, Result result) {
    int field = (int) (bits >>> MANTISSA_BITS);
    long mantissa = field == 0 ? bits : (bits & (IMPLIED - 1)) | IMPLIED;
    int power = Math.max(field, 1) - 1 + LEAST_EXPONENT;
    int length = Long.SIZE - Long.numberOfLeadingZeros(mantissa);
    int exponent = (int) Math.floor((length - 1 + power) * LOG10_OF_2);
    long limit = 1;
    for (int i = 0; i < digits; i++) {
      limit *= 10;
    }
    long number = scaled(mantissa, power, digits - 1 - exponent);
    if (number >= limit) {
      exponent++;
      number = scaled(mantissa, power, digits - 1 - exponent);
    }
    for (int i = digits; i < DECIMAL_PRECISION; i++) {
      number *= 10;
    }
    result.mantissa = number;
    result.exponent = exponent;
  }

  private static long scaled(long mantissa, int power, int tens) {
    Ratio ratio = new Ratio(mantissa).timesTwo(power).timesTen(tens);
    long number = ratio.quotient();
    return ratio.isRestHalf() ? number + 1 : number;
  }
}
