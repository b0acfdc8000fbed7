package dev.weir.tc.classifier;

/**
 * A GCRA in the units of time that the kernel counts in.
 *
 * <p>The unit is the largest power of two of nanoseconds that leaves one packet's cost at least
 * 1024 units, so a rate is kept to a thousandth; a cost below 1024 ns is kept in whole nanoseconds.
 * Time has 44 bits, so that it wraps after 4.8 hours at most rates above a million a second, and
 * after years at the usual ones.
 *
 * @param cost of one packet, in units
 * @param burst what an idle owner may spend, in units
 * @param horizon longest debt believed, in units: the burst, and a millisecond for clocks that
 *     differ between CPUs
 * @param shift the unit is 2^shift ns
 * @param exact whether the clock must be finer than the timer's tick
 */
record Rate(long cost, long burst, long horizon, int shift, boolean exact) {

  /** Refuses everything. */
  static final Rate NOTHING = new Rate(1, 0, 1, 0, false);

  /** Longest cost of one packet: a year. */
  static final double MAX_COST_NANOS = 365.0 * 86_400e9;

  private static final double UNITS_PER_COST = 1024;
  private static final long SKEW_NANOS = 1_000_000;

  /**
   * Two ticks of the slowest timer in use, HZ = 100; a smaller burst would starve between ticks.
   */
  private static final double TWO_TICKS_NANOS = 20e6;

  /**
   * A rate.
   *
   * @param costNanos nanoseconds that one packet stands for; at most {@link #MAX_COST_NANOS}
   * @param packets burst, 1 to 10^9
   */
  static Rate of(double costNanos, long packets) {
    int shift = Math.max(0, Math.getExponent(costNanos / UNITS_PER_COST));
    double unit = Math.scalb(1.0, shift);
    long cost = Math.max(1, Math.round(costNanos / unit));
    long burst = Math.multiplyExact(cost, packets);
    long skew = Math.max(1, SKEW_NANOS >> shift);
    return new Rate(cost, burst, burst + skew, shift, burst * unit < TWO_TICKS_NANOS);
  }

  /** What one packet costs after rounding, in nanoseconds. */
  double costNanos() {
    return cost * Math.scalb(1.0, shift);
  }
}
