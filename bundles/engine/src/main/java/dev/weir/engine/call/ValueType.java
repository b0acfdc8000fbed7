package dev.weir.engine.call;

/** Of what type a value is. */
public enum ValueType {
  /** None at all: there is no value, or it is null. */
  NONE,
  /** A whole number. */
  LONG,
  /** A text. */
  STRING,
  /** True or false. */
  BOOLEAN,
  /** A number with a fraction. */
  DOUBLE,
  /** Known by its hash alone. */
  HASH
}
