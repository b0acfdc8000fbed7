package dev.weir.opensergo.print;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of an object in the order of their writing. */
final class Entries {

  /** Doubles up to here hold every whole number. */
  private static final double EXACT = 1L << 53;

  private final Map<String, Object> map = new LinkedHashMap<>();

  Entries put(String name, Object value) {
    map.put(name, value);
    return this;
  }

  /** A number; without a fraction where it has none. */
  Entries number(String name, double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < EXACT;
    map.put(name, whole ? (Object) (long) value : (Object) value);
    return this;
  }

  /** A field that is left out where it has its default. */
  Entries unless(Object standard, String name, Object value) {
    return value.equals(standard) ? this : put(name, value);
  }

  Map<String, Object> map() {
    return map;
  }
}
