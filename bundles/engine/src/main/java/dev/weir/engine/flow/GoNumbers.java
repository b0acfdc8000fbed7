package dev.weir.engine.flow;

/**
 * Conversions as Go makes them on amd64, where Java's differ: what does not fit becomes the least
 * long (the processor's "integer indefinite"), not the nearest.
 */
final class GoNumbers {

  private static final double TWO_63 = 0x1p63;

  private GoNumbers() {}

  /** {@code int64(d)}. */
  static long int64(double d) {
    return d >= -TWO_63 && d < TWO_63 ? (long) d : Long.MIN_VALUE;
  }

  /** {@code uint64(d)}, its bits. */
  static long uint64(double d) {
    return d < TWO_63 ? int64(d) : int64(d - TWO_63) ^ Long.MIN_VALUE;
  }

  /** {@code uint32(d)}. */
  static long uint32(double d) {
    return int64(d) & 0xffff_ffffL;
  }

  /** {@code float64(u)} of an unsigned number. */
  static double float64(long unsigned) {
    if (unsigned >= 0) {
      return unsigned;
    }
    return (double) ((unsigned >>> 1) | (unsigned & 1)) * 2;
  }
}
