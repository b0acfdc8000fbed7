package dev.weir.engine.call;

import org.jspecify.annotations.Nullable;

/** A list of values of four types, without boxes; at most {@value Arguments#MAX}. */
public final class Values {

  /** Of all lists that have had no value: in Wasm an empty array takes 80 bytes. */
  private static final ValueType[] NO_TYPES = {};

  private static final long[] NO_BITS = {};
  private static final @Nullable String[] NO_STRINGS = {};

  private ValueType[] types = NO_TYPES;
  private long[] bits = NO_BITS;
  private @Nullable String[] strings = NO_STRINGS;
  private int size;

  void clear() {
    for (int i = 0; i < size; i++) {
      strings[i] = null;
    }
    size = 0;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** A whole number. */
  public Values add(long value) {
    return add(ValueType.LONG, value, null);
  }

  /** A text; null is a value that is none. */
  public Values add(@Nullable String value) {
    return add(value == null ? ValueType.NONE : ValueType.STRING, 0, value);
  }

  /** True or false. */
  public Values add(boolean value) {
    return add(ValueType.BOOLEAN, value ? 1 : 0, null);
  }

  /** A number with a fraction. */
  public Values add(double value) {
    return add(ValueType.DOUBLE, Double.doubleToLongBits(value), null);
  }

  /**
   * A value that was hashed already, under the key of those who read it; {@link ParamHash#NONE} is
   * a value that is none.
   */
  public Values hashed(long hash) {
    return add(hash == ParamHash.NONE ? ValueType.NONE : ValueType.HASH, hash, null);
  }

  private Values add(ValueType type, long value, @Nullable String string) {
    if (size == Arguments.MAX) {
      return this;
    }
    if (size == types.length) {
      grow(Math.max(4, 2 * size));
    }
    types[size] = type;
    bits[size] = value;
    strings[size] = string;
    size++;
    return this;
  }

  private void grow(int length) {
    ValueType[] moreTypes = new ValueType[length];
    long[] moreBits = new long[length];
    @Nullable String[] moreStrings = new @Nullable String[length];
    System.arraycopy(types, 0, moreTypes, 0, size);
    System.arraycopy(bits, 0, moreBits, 0, size);
    System.arraycopy(strings, 0, moreStrings, 0, size);
    types = moreTypes;
    bits = moreBits;
    strings = moreStrings;
  }

  /** Type of one; {@link ValueType#NONE} where there is none. */
  public ValueType type(int index) {
    return index < 0 || index >= size ? ValueType.NONE : types[index];
  }

  /** The hash of one; {@link ParamHash#NONE} where there is none. */
  public long hash(int index, ParamHash hash) {
    return switch (type(index)) {
      case NONE -> ParamHash.NONE;
      case LONG -> hash.ofLong(bits[index]);
      case BOOLEAN -> hash.ofBoolean(bits[index] != 0);
      case DOUBLE -> hash.ofDouble(Double.longBitsToDouble(bits[index]));
      case HASH -> bits[index];
      case STRING -> {
        String string = strings[index];
        yield string == null ? ParamHash.NONE : hash.ofString(string);
      }
    };
  }

  /** A whole number; a boolean as 0 or 1; a double as its bits (no NaN but the canonical one). */
  public long bits(int index) {
    return bits[index];
  }

  /** A text, null when the value is none. */
  public @Nullable String string(int index) {
    return strings[index];
  }
}
