package dev.weir.rule;

/** A value of a parameter. Values of different types are different: 1 is not "1" and not 1.0. */
public sealed interface ParamValue {

  /** A whole number. */
  record OfLong(long value) implements ParamValue {}

  /** A text of at most {@value #MAX_LENGTH} characters. */
  record OfString(String value) implements ParamValue {

    /** Longest text, in characters. */
    public static final int MAX_LENGTH = 4096;

    public OfString {
      Checks.range("valStr.length", value.length(), 0, MAX_LENGTH);
    }
  }

  /** True or false. */
  record OfBoolean(boolean value) implements ParamValue {}

  /** A number with a fraction; not a NaN, which equals nothing. */
  record OfDouble(double value) implements ParamValue {
    public OfDouble {
      if (Double.isNaN(value)) {
        throw new InvalidRuleException("valStr", "must be a number, was NaN");
      }
    }
  }
}
