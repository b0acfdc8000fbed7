package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Field;

/** How a format writes what Sentinel's rules say. */
public enum Dialect {
  /**
   * Sentinel Go's JSON: words are numbers, shares are 0 to 1, and what is left out is Go's zero.
   */
  JSON,
  /** {@code datasource.sentinel.io}: words are words, numbers are whole, shares are percent. */
  RESOURCE,
  /** {@code weir.dev}: words are words, shares are 0 to 1. */
  WEIR;

  private static final double PERCENT = 100;

  /** A number of calls and the like. */
  double amount(Field field) {
    return this == RESOURCE ? field.integer(0, Long.MAX_VALUE) : field.number();
  }

  /** A share of a whole; at most 1. */
  double share(Field field) {
    return this == RESOURCE ? field.integer(0, (long) PERCENT) / PERCENT : field.number();
  }

  /** A load average, which {@link #RESOURCE} writes in hundredths too. */
  double load(Field field) {
    return this == RESOURCE ? field.integer(0, Long.MAX_VALUE) / PERCENT : field.number();
  }
}
