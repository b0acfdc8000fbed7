package dev.weir.engine.call;

import dev.weir.rule.ParamValue;
import org.jspecify.annotations.Nullable;

/**
 * The name of a parameter's value: 64 bits of SipHash-1-3 over the value and its type (J.-P.
 * Aumasson, D. J. Bernstein, SipHash: a fast short-input PRF, 2012), under a key that only the
 * process knows.
 *
 * <p>The hash stands for the value: two values with the same one share a counter, so that the one
 * may be refused for what the other did. Of 20,000 values, the most that a rule tells apart by
 * default, any two collide with a probability of 1.1e-11; nobody who does not know the key can look
 * for such a pair. 0 is no value.
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
  private static final int FINAL_ROUNDS = 3;

  private static final long LONG = 1;
  private static final long STRING = 2;
  private static final long BOOLEAN = 3;
  private static final long DOUBLE = 4;
  private static final int TYPE_SHIFT = 48;
  private static final int REST_SHIFT = 56;
  private static final int CHARS_PER_WORD = 4;

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
    return hash(null, value, LONG);
  }

  /** Of true or false. */
  public long ofBoolean(boolean value) {
    return hash(null, value ? 1 : 0, BOOLEAN);
  }

  /** Of a number with a fraction. */
  public long ofDouble(double value) {
    return hash(null, Double.doubleToLongBits(value == 0 ? 0.0 : value), DOUBLE);
  }

  /** Of a text. */
  public long ofString(CharSequence value) {
    return hash(value, 0, STRING);
  }

  private long hash(@Nullable CharSequence text, long number, long type) {
    int words = text == null ? 2 : text.length() / CHARS_PER_WORD + 1;
    long v0 = k0 ^ C0;
    long v1 = k1 ^ C1;
    long v2 = k0 ^ C2;
    long v3 = k1 ^ C3;
    for (int i = 0; i < words + FINAL_ROUNDS; i++) {
      long word = 0;
      if (i == words) {
        v2 ^= 0xff;
      } else if (i == words - 1) {
        word = type << TYPE_SHIFT | (text == null ? 0 : rest(text));
      } else if (i < words) {
        word = text == null ? number : word(text, i * CHARS_PER_WORD);
      }
      v3 ^= word;
      v0 += v1;
      v2 += v3;
      v1 = rotated(v1, 13) ^ v0;
      v3 = rotated(v3, 16) ^ v2;
      v0 = rotated(v0, 32) + v3;
      v2 += v1;
      v1 = rotated(v1, 17) ^ v2;
      v3 = rotated(v3, 21) ^ v0;
      v2 = rotated(v2, 32);
      v0 ^= word;
    }
    long hash = v0 ^ v1 ^ v2 ^ v3;
    return hash == NONE ? 1 : hash;
  }

  /** As Long.rotateLeft, whose class is looked at in each call where Wasm is what runs this. */
  private static long rotated(long bits, int left) {
    return (bits << left) | (bits >>> (Long.SIZE - left));
  }

  private static long word(CharSequence text, int at) {
    return text.charAt(at)
        | (long) text.charAt(at + 1) << 16
        | (long) text.charAt(at + 2) << 32
        | (long) text.charAt(at + 3) << 48;
  }

  /** The last zero to three characters, and how many they are. */
  private static long rest(CharSequence text) {
    int length = text.length();
    int count = length % CHARS_PER_WORD;
    long rest = (long) count << REST_SHIFT;
    for (int i = 0; i < count; i++) {
      rest |= (long) text.charAt(length - count + i) << (16 * i);
    }
    return rest;
  }
}
