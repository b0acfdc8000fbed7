package dev.weir.envoy.host;

import java.util.Arrays;

/**
 * How a threshold is divided among proxies: each gets what it wants while there is enough, and then
 * an equal part of the rest; where there is not enough, those that want least get it, and the
 * others get equal parts (max-min fairness). All in whole calls, never more than the threshold.
 *
 * <p>Up to a tenth is kept for those that want nothing, so that they can begin at once: a floor for
 * each, and a reserve for proxies that come.
 */
final class Division {

  /** The reserve is at most one part in so many. */
  private static final double RESERVE = 32;

  /** All floors together are at most about one part in so many. */
  private static final double FLOORS = 20;

  /** A floor is one call at least where there are so many calls for each. */
  private static final double LEAST_CALLS = 10;

  private final double floor;
  private final double capacity;
  private final int proxies;

  /**
   * A threshold for so many proxies.
   *
   * @param calls whole calls
   * @param proxies at least 1
   */
  Division(double calls, int proxies) {
    double most = Math.floor(calls / LEAST_CALLS);
    double even = Math.floor(calls / FLOORS / proxies);
    this.floor = even < 1 && most >= proxies ? 1 : even;
    double reserve = Math.min(Math.floor(calls / RESERVE), most - floor * proxies);
    this.capacity = calls - Math.max(0, reserve);
    this.proxies = proxies;
  }

  /**
   * Divides.
   *
   * @param wanted calls that each wants; replaced by what each gets
   */
  void divide(double[] wanted) {
    double sum = 0;
    for (int i = 0; i < proxies; i++) {
      wanted[i] = Math.max(floor, Math.ceil(wanted[i]));
      sum += wanted[i];
    }
    if (sum <= capacity) {
      add(wanted, capacity - sum);
    } else {
      cut(wanted);
    }
  }

  /** Equal parts of what is left over; calls that cannot be divided go to the first. */
  private void add(double[] parts, double rest) {
    double each = Math.floor(rest / proxies);
    double left = rest - each * proxies;
    for (int i = 0; i < proxies; i++) {
      parts[i] += each + (i < left ? 1 : 0);
    }
  }

  /** At most a level for each, the highest at which there is enough. */
  private void cut(double[] wanted) {
    double[] ascending = Arrays.copyOf(wanted, proxies);
    Arrays.sort(ascending);
    double left = capacity;
    int among = proxies;
    while (among > 1 && ascending[proxies - among] * among <= left) {
      left -= ascending[proxies - among];
      among--;
    }
    double level = Math.floor(left / among);
    double more = left - level * among;
    for (int i = 0; i < proxies; i++) {
      if (wanted[i] > level) {
        wanted[i] = level + (more >= 1 ? 1 : 0);
        more -= 1;
      }
    }
  }
}
