package org.teavm.classlib.impl.text;

/** Makes a number with a fraction of decimal digits: the nearest there is, always. */
public final class DoubleSynthesizer {

  /** Digits behind the first in what is called a mantissa. */
  private static final int SCALE = 18;

  private static final int MANTISSA_BITS = 53;
  private static final int LEAST_EXPONENT = -1_074;
  private static final int QUOTIENT_BITS = 61;
  private static final long EXACT = 1L << MANTISSA_BITS;

  /** Powers of ten up to this one are numbers without a rest. */
  private static final int EXACT_POWER = 22;

  private static final int INFINITE = 310;
  private static final int NOTHING = -345;

  private DoubleSynthesizer() {}

  /** {@code mantissa · 10^(exponent - 18)}, negative if said. */
  public static double synthesizeDouble(long mantissa, int exponent, boolean negative) {
    double value = value(mantissa, exponent - SCALE);
    return negative ? -value : value;
  }

  private static double value(long digits, int exponent) {
    long number = digits;
    int power = exponent;
    while (number != 0 && number % 10 == 0) {
      number /= 10;
      power++;
    }
    if (number == 0 || power < NOTHING) {
      return 0;
    }
    if (power > INFINITE) {
      return Double.POSITIVE_INFINITY;
    }
    if (number < EXACT && power >= -EXACT_POWER && power <= EXACT_POWER) {
      return power < 0 ? number / ten(-power) : number * ten(power);
    }
    return nearest(new Ratio(number).timesTen(power));
  }

  private static double ten(int power) {
    double ten = 1;
    for (int i = 0; i < power; i++) {
      ten *= 10;
    }
    return ten;
  }

  private static double nearest(Ratio ratio) {
    int scale = QUOTIENT_BITS - ratio.bits();
    long quotient = ratio.timesTwo(scale).quotient();
    int length = Long.SIZE - Long.numberOfLeadingZeros(quotient);
    int shift = Math.max(length - MANTISSA_BITS, LEAST_EXPONENT + scale);
    if (shift >= Long.SIZE - 1) {
      return 0;
    }
    long mantissa = quotient >>> shift;
    long half = 1L << (shift - 1);
    long cut = quotient & (2 * half - 1);
    boolean odd = (mantissa & 1) != 0;
    if (cut > half || (cut == half && (odd || ratio.hasRest()))) {
      mantissa++;
    }
    return assembled(mantissa, shift - scale);
  }

  private static double assembled(long mantissa, int exponent) {
    boolean longer = mantissa == EXACT;
    long bits = longer ? mantissa >> 1 : mantissa;
    int power = longer ? exponent + 1 : exponent;
    if (bits < EXACT >> 1) {
      return Double.longBitsToDouble(bits);
    }
    long field = (long) power - LEAST_EXPONENT + 1;
    return field >= 2_047
        ? Double.POSITIVE_INFINITY
        : Double.longBitsToDouble(field << (MANTISSA_BITS - 1) | (bits & ((EXACT >> 1) - 1)));
  }
}
