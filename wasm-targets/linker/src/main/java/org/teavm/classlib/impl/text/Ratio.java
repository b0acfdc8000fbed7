package org.teavm.classlib.impl.text;

/**
 * A quotient of two whole numbers of up to {@value #BITS} bits, which are built by multiplying: so
 * that a decimal number becomes a binary one, or the other way round, exactly.
 */
final class Ratio {

  /** 10^345 or 2^1074, and 64 bits more on either side. */
  static final int BITS = 1_536;

  private static final int WORDS = BITS / Integer.SIZE;
  private static final long WORD = 0xffff_ffffL;

  private final int[] numerator = new int[WORDS];
  private final int[] denominator = new int[WORDS];
  private boolean rest;

  /** A number over 1. */
  Ratio(long number) {
    numerator[0] = (int) number;
    numerator[1] = (int) (number >>> Integer.SIZE);
    denominator[0] = 1;
  }

  /** Times ten to a power, which may be negative. */
  Ratio timesTen(int power) {
    int[] factor = power < 0 ? denominator : numerator;
    for (int i = Math.abs(power); i > 0; i--) {
      long carry = 0;
      for (int word = 0; word < WORDS; word++) {
        carry += (factor[word] & WORD) * 10;
        factor[word] = (int) carry;
        carry >>>= Integer.SIZE;
      }
    }
    return this;
  }

  /** Times two to a power, which may be negative. */
  Ratio timesTwo(int power) {
    int[] factor = power < 0 ? denominator : numerator;
    int words = Math.abs(power) / Integer.SIZE;
    int bits = Math.abs(power) % Integer.SIZE;
    for (int word = WORDS - 1; word >= 0; word--) {
      long high = word < words ? 0 : factor[word - words] & WORD;
      long low = word - 1 < words ? 0 : factor[word - words - 1] & WORD;
      factor[word] = (int) ((high << Integer.SIZE | low) << bits >>> Integer.SIZE);
    }
    return this;
  }

  /**
   * How many bits the numerator has more than the denominator: the quotient's, give or take one.
   */
  int bits() {
    return length(numerator) - length(denominator);
  }

  private static int length(int[] number) {
    int word = WORDS - 1;
    while (word > 0 && number[word] == 0) {
      word--;
    }
    return (word + 1) * Integer.SIZE - Integer.numberOfLeadingZeros(number[word]);
  }

  /** The quotient, of at most 63 bits, cut; then it is used up. */
  long quotient() {
    int bits = Math.max(0, bits());
    timesTwo(-bits);
    long quotient = 0;
    for (int bit = 0; bit <= bits; bit++) {
      quotient <<= 1;
      if (compare() >= 0) {
        subtract();
        quotient |= 1;
      }
      if (bit < bits) {
        timesTwo(1);
      }
    }
    rest = compareToZero() != 0;
    return quotient;
  }

  /** Whether something was cut off. */
  boolean hasRest() {
    return rest;
  }

  /** Whether what was cut off is at least half. */
  boolean isRestHalf() {
    timesTwo(1);
    return compare() >= 0;
  }

  private int compare() {
    for (int word = WORDS - 1; word >= 0; word--) {
      int order = Integer.compareUnsigned(numerator[word], denominator[word]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int compareToZero() {
    int all = 0;
    for (int word : numerator) {
      all |= word;
    }
    return all;
  }

  private void subtract() {
    long borrow = 0;
    for (int word = 0; word < WORDS; word++) {
      borrow += (numerator[word] & WORD) - (denominator[word] & WORD);
      numerator[word] = (int) borrow;
      borrow >>= Integer.SIZE;
    }
  }
}
