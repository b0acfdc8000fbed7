package dev.weir.wasm.linker.runtime;

import org.teavm.classlib.impl.text.DoubleAnalyzer;

/**
 * Doubles from decimal digits and back, exactly and without tables: TeaVM's two classes for it hold
 * 20 KB of powers of ten. Slower than those; numbers are read and written when a filter is
 * configured, not when it decides.
 */
public final class Decimals {

  private static final int DIGITS = 18;
  private static final int FEWEST = 2;
  private static final int LEAST_EXPONENT = -345;
  private static final int MOST_EXPONENT = 330;
  private static final int FRACTION_BITS = 52;
  private static final int BIAS = 1075;
  private static final double LOG10_OF_2 = 0.30102999566398114;

  private Decimals() {}

  /**
   * The double nearest to {@code mantissa * 10^(exponent - 18)}, of two equally near the even one.
   *
   * @param mantissa without sign, to 2^64 - 1
   */
  public static double synthesize(long mantissa, int exponent, boolean negative) {
    double size;
    if (mantissa == 0 || exponent < LEAST_EXPONENT) {
      size = 0;
    } else if (exponent > MOST_EXPONENT) {
      size = Double.POSITIVE_INFINITY;
    } else {
      size = nearest(mantissa, exponent - DIGITS);
    }
    return negative ? -size : size;
  }

  private static double nearest(long mantissa, int exponent) {
    BigNumber number = new BigNumber(mantissa);
    int scale = 0;
    if (exponent >= 0) {
      number.multiplyByTen(exponent);
    } else {
      scale = -exponent * 10 / 3 + Long.SIZE;
      number.shiftLeft(scale);
      number.divideByTen(-exponent);
    }
    return number.toDouble(-scale);
  }

  /**
   * The fewest digits, but two at least, that are read as {@code value} again, of those the nearest
   * to it, in the form that TeaVM prints: the digits as a number from 10^17 on, and the power of
   * ten of the first. What has no digits, infinity and NaN, is not asked for.
   */
  public static void analyze(double value, DoubleAnalyzer.Result result) {
    double size = Math.abs(value);
    result.sign = Double.doubleToLongBits(value) < 0;
    result.mantissa = 0;
    result.exponent = 0;
    if (size == 0) {
      return;
    }
    long bits = Double.doubleToLongBits(size);
    int biased = Math.max(1, (int) (bits >>> FRACTION_BITS));
    long fraction = bits & ((1L << FRACTION_BITS) - 1);
    if (size >= Double.MIN_NORMAL) {
      fraction |= 1L << FRACTION_BITS;
    }
    int binary = biased - BIAS;
    int top = binary + Long.SIZE - 1 - Long.numberOfLeadingZeros(fraction);
    int first = (int) Math.floor(top * LOG10_OF_2);
    long digits = scaled(fraction, binary, DIGITS - 1 - first);
    if (digits >= power(DIGITS)) {
      digits /= 10;
      first++;
    }
    shorten(digits, first, size, result);
  }

  /** {@code fraction * 2^binary * 10^tens}, rounded down. */
  private static long scaled(long fraction, int binary, int tens) {
    BigNumber number = new BigNumber(fraction);
    if (tens > 0) {
      number.multiplyByTen(tens);
    }
    if (binary > 0) {
      number.shiftLeft(binary);
    }
    if (tens < 0) {
      number.divideByTen(-tens);
    }
    return number.bitsFrom(Math.max(0, -binary));
  }

  private static void shorten(long digits, int first, double size, DoubleAnalyzer.Result result) {
    for (int places = FEWEST; places < DIGITS; places++) {
      long unit = power(DIGITS - places);
      long rounded = (digits + unit / 2) / unit * unit;
      int exponent = first;
      if (rounded >= power(DIGITS)) {
        rounded /= 10;
        exponent++;
      }
      result.mantissa = rounded;
      result.exponent = exponent;
      if (synthesize(rounded, exponent + 1, false) == size) {
        return;
      }
    }
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
