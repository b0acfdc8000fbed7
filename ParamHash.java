package dev.weir.engine.hotspot;

import dev.weir.rule.ParamValue;

/**
 * The name of a parameter's value: 64 bits of SipHash-1-3 over the value and its type (J.-P.
 * Aumasson, D. J. Bernstein, SipHash: a fast short-input PRF, 2012), under a key that only the
 * process knows.
 *
 * <p>A hash stands for the value: two values with the same one share a counter, so that the one may
 * be refused for what the other did. Of 20,000 values (the most that a rule tells apart by default)
 * any two collide with a probability of 1.1e-11; nobody who does not know the key can look for such
 * a pair. 0 is no value.
 *
 * <p>Values are told apart as the keys of a Go map are: 1, "1" and 1.0 are three, 0.0 and -0.0 are
 * one. Unlike in Go, where NaN is not even equal to itself, NaN is one value.
 */
public final class ParamHash {

  /** No value. */
  public static final long NONE = 0;

  private static final long C0 = 0x736f6d6570736575L;
  private static final long C1 = 0x646f72616e646f6dL;
  private static final long C2 = 0x6c7967656e657261L;
  private static final long C3 = 0x7465646279746573L;

  private static final long LONG = 1;
  private static final long STRING = 2;
  private static final long BOOLEAN = 3;
  private static final long DOUBLE = 4;
  private static final int CHARS = 4;

  private final long k0;
  private final long k1;

  /** The key, 128 bits; where strangers choose the values it must be random and secret. */
  public ParamHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /** Of a value. */
  public long of(ParamValue value) {
    if (value instanceof ParamValue.OfLong number) {
      return ofLong(number.value());
    }
    if (value instanceof ParamValue.OfString text) {
      return ofString(text.value());
    }
    if (value instanceof ParamValue.OfBoolean truth) {
      return ofBoolean(truth.value());
    }
    return ofDouble(((ParamValue.OfDouble) value).value());
  }

  /** Of a whole number. */
  public long ofLong(long value) {
    return word(value, LONG);
  }

  /** Of true or false. */
  public long ofBoolean(boolean value) {
    return word(value ? 1 : 0, BOOLEAN);
  }

  /** Of a number with a fraction. */
  public long ofDouble(double value) {
    return word(Double.doubleToLongBits(value == 0 ? 0.0 : value), DOUBLE);
  }

  private long word(long word, long type) {
    long v0 = k0 ^ C0;
    long v1 = k1 ^ C1;
    long v2 = k0 ^ C2;
    long v3 = k1 ^ C3 ^ word;
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v2 = Long.rotateLeft(v2, 32);
    return end(v0 ^ word, v1, v2, v3, type);
  }

  /** Of a text: four characters to a word; the last word has the length and the type. */
  public long ofString(CharSequence value) {
    long v0 = k0 ^ C0;
    long v1 = k1 ^ C1;
    long v2 = k0 ^ C2;
    long v3 = k1 ^ C3;
    int length = value.length();
    int at = 0;
    for (; at + CHARS <= length; at += CHARS) {
      long word =
          value.charAt(at)
              | (long) value.charAt(at + 1) << 16
              | (long) value.charAt(at + 2) << 32
              | (long) value.charAt(at + 3) << 48;
      v3 ^= word;
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
      v0 ^= word;
    }
    return rest(value, at);
  }
}
