package dev.weir.traffic;

/**
 * A GCRA in the units of time that the kernel counts in.
 *
 * <p>The unit is the largest power of two of nanoseconds that leaves one packet, or 64 bytes, at
 * least 1024 units, so a rate is kept to a thousandth; a cost below 1024 ns is kept in whole
 * nanoseconds. A byte's cost is kept in 65,536ths of a unit. Time has 44 bits, so that it wraps
 * after 4.8 hours at most rates above a million a second, and after years at the usual ones.
 *
 * @param cost of one packet in units, or of one byte in 65,536ths of a unit
 * @param burst what an idle owner may spend, in units
 * @param horizon longest debt believed, in units: the burst, the largest packet, and a millisecond
 *     for clocks that differ between CPUs
 * @param shift the unit is 2^shift ns
 * @param exact whether the clock must be finer than the timer's tick
 * @param steered whether the daemon sets the cost: this one holds while it does not, and the burst
 *     is one interval
 */
record Rate(long cost, long burst, long horizon, int shift, boolean exact, boolean steered) {

  /** Refuses everything. */
  static final Rate NOTHING = new Rate(1, 0, 1, 0, false);

  /** Of a steered rule: a cost that no bucket can pay, and one that is always paid. */
  static final long CLOSED = -1;

  static final long OPEN = 0;

  /** Longest interval of a steered rule, in units: 18 minutes at the finest. */
  private static final int INTERVAL_BITS = 40;

  /** Longest cost of one packet: a year. */
  static final double MAX_COST_NANOS = 365.0 * 86_400e9;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double UNITS_PER_COST = 1024;
  private static final int BYTES_AT_ONCE = 64;
  private static final double FRACTION = 65_536;
  private static final long MAX_BURST = 1L << 42;
  private static final long SKEW_NANOS = 1_000_000;

  /** Larger than any packet, merged ones too (Linux merges to 512 KiB at most). */
  private static final int MAX_PACKET_BYTES = 1 << 19;

  /**
   * Two ticks of the slowest timer in use, HZ = 100; a smaller burst would starve between ticks.
   */
  private static final double TWO_TICKS_NANOS = 20e6;

  private Rate(long cost, long burst, long horizon, int shift, boolean exact) {
    this(cost, burst, horizon, shift, exact, false);
  }

  /**
   * A rate that the daemon sets.
   *
   * @param intervalMs what may pass is so much in it; 1 to 2^31 - 1
   * @param otherwise what may pass while the daemon says nothing; may be infinite
   */
  static Rate steered(int intervalMs, double otherwise) {
    long nanos = (long) (intervalMs * NANOS_PER_MILLI);
    int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - INTERVAL_BITS);
    long interval = nanos >> shift;
    return new Rate(
        cost(interval, otherwise), interval, 2 * interval + skew(shift), shift, true, true);
  }

  /** What one packet of a steered rule costs when so many may pass in the interval. */
  long costOf(double allowed) {
    return cost(burst, allowed);
  }

  /** What a cost of a steered rule lets pass: {@code 33 in 1000 ms}, {@code all}, {@code none}. */
  String words(long price) {
    if (price == OPEN) {
      return "all";
    }
    long intervalMs = Math.round(burst * Math.scalb(1.0, shift) / NANOS_PER_MILLI);
    return price == CLOSED
        ? "none"
        : Math.round((double) burst / price) + " in " + intervalMs + " ms";
  }

  /** As the engine does, less than one is none. */
  private static long cost(long interval, double allowed) {
    if (allowed == Double.POSITIVE_INFINITY || Double.isNaN(allowed)) {
      return OPEN;
    }
    return allowed < 1 ? CLOSED : Math.max(1, Math.round(interval / Math.floor(allowed)));
  }

  /**
   * A rate of packets or connections.
   *
   * @param costNanos nanoseconds that one stands for; at most {@link #MAX_COST_NANOS}
   * @param packets burst, 1 to 10^9
   */
  static Rate ofPackets(double costNanos, long packets) {
    int shift = Math.max(0, Math.getExponent(costNanos / UNITS_PER_COST));
    double unit = Math.scalb(1.0, shift);
    long cost = Math.max(1, Math.round(costNanos / unit));
    long burst = Math.multiplyExact(cost, packets);
    return new Rate(cost, burst, burst + skew(shift), shift, burst * unit < TWO_TICKS_NANOS);
  }

  /**
   * A rate of bytes.
   *
   * @param costNanos nanoseconds that one byte stands for
   * @param bytes burst, 1 to 10^12
   */
  static Rate ofBytes(double costNanos, long bytes) {
    int finest = Math.getExponent(costNanos * BYTES_AT_ONCE / UNITS_PER_COST);
    int coarse = Math.getExponent(costNanos * bytes / MAX_BURST) + 1;
    int shift = Math.max(0, Math.max(finest, coarse));
    double unit = Math.scalb(1.0, shift);
    long cost = Math.max(1, Math.round(costNanos / unit * FRACTION));
    long burst = Math.max(1, Math.round(cost / FRACTION * bytes));
    long horizon = burst + ((cost * MAX_PACKET_BYTES) >> 16) + skew(shift);
    return new Rate(cost, burst, horizon, shift, burst * unit < TWO_TICKS_NANOS);
  }

  /** What one packet costs after rounding, in nanoseconds. */
  double packetNanos() {
    return cost * Math.scalb(1.0, shift);
  }

  /** What one byte costs after rounding, in nanoseconds. */
  double byteNanos() {
    return cost / FRACTION * Math.scalb(1.0, shift);
  }

  private static long skew(int shift) {
    return Math.max(1, SKEW_NANOS >> shift);
  }
}
