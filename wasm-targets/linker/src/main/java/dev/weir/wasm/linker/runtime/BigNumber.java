package dev.weir.wasm.linker.runtime;

/** A natural number of up to 1,536 bits, which remembers whether a division left something over. */
final class BigNumber {

  private static final int CHUNK = 1_000_000_000;
  private static final int CHUNK_DIGITS = 9;
  private static final int PRECISION = 53;
  private static final int FRACTION_BITS = 52;
  private static final long IMPLICIT = 1L << FRACTION_BITS;
  private static final int LEAST_EXPONENT = -1074;
  private static final int MOST_EXPONENT = 971;
  private static final long WORD = 0xffff_ffffL;

  private final int[] words = new int[48];
  private int length = 2;
  private boolean inexact;

  BigNumber(long value) {
    words[0] = (int) value;
    words[1] = (int) (value >>> 32);
    trim();
  }

  void multiplyByTen(int times) {
    for (int left = times; left > 0; left -= CHUNK_DIGITS) {
      long factor = chunk(left);
      long carry = 0;
      for (int i = 0; i < length; i++) {
        carry += (words[i] & WORD) * factor;
        words[i] = (int) carry;
        carry >>>= 32;
      }
      if (carry != 0) {
        words[length++] = (int) carry;
      }
    }
  }

  void divideByTen(int times) {
    for (int left = times; left > 0; left -= CHUNK_DIGITS) {
      long divisor = chunk(left);
      long rest = 0;
      for (int i = length - 1; i >= 0; i--) {
        rest = (rest << 32) | (words[i] & WORD);
        words[i] = (int) (rest / divisor);
        rest %= divisor;
      }
      inexact |= rest != 0;
      trim();
    }
  }

  void shiftLeft(int bits) {
    int whole = bits / 32;
    int part = bits % 32;
    for (int i = length; i >= 0; i--) {
      long above = ((long) word(i) << 32) | (word(i - 1) & WORD);
      words[i + whole] = (int) ((above << part) >>> 32);
    }
    for (int i = 0; i < whole; i++) {
      words[i] = 0;
    }
    length += whole + 1;
    trim();
  }

  /** The 64 bits from a bit on. */
  long bitsFrom(int bit) {
    return (bits32(bit) & WORD) | ((long) bits32(bit + 32) << 32);
  }

  /** The double nearest to this number times {@code 2^exponent}, of two as near the even one. */
  double toDouble(int exponent) {
    int top = 32 * length - Integer.numberOfLeadingZeros(word(length - 1));
    int dropped = Math.max(0, Math.max(top - PRECISION, LEAST_EXPONENT - exponent));
    if (dropped > top) {
      return 0;
    }
    long kept = bitsFrom(dropped);
    if (dropped > 0 && bit(dropped - 1) && (inexact || (kept & 1) != 0 || anyBelow(dropped - 1))) {
      kept++;
    }
    return composed(kept, exponent + dropped);
  }

  private static double composed(long size, int exponent) {
    long kept = size;
    int power = exponent;
    while (kept < IMPLICIT && power > LEAST_EXPONENT) {
      kept <<= 1;
      power--;
    }
    if (kept == 2 * IMPLICIT) {
      kept = IMPLICIT;
      power++;
    }
    return power > MOST_EXPONENT
        ? Double.POSITIVE_INFINITY
        : Double.longBitsToDouble(((long) (power - LEAST_EXPONENT) << FRACTION_BITS) + kept);
  }

  private boolean anyBelow(int end) {
    for (int i = 0; i < end; i++) {
      if (bit(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean bit(int index) {
    return (bits32(index) & 1) != 0;
  }

  private int bits32(int bit) {
    int at = bit / 32;
    long two = ((long) word(at + 1) << 32) | (word(at) & WORD);
    return (int) (two >>> (bit % 32));
  }

  private int word(int index) {
    return index < 0 || index >= length ? 0 : words[index];
  }

  private void trim() {
    while (length > 0 && words[length - 1] == 0) {
      length--;
    }
  }

  private static int chunk(int digits) {
    int power = CHUNK;
    for (int i = digits; i < CHUNK_DIGITS; i++) {
      power /= 10;
    }
    return power;
  }
}
