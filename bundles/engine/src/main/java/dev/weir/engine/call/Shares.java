package dev.weir.engine.call;

/**
 * This host's parts of thresholds that several hosts share, by the ids of the rules. Whoever
 * divides the thresholds sees to it that all parts of one are together 1 at most. Immutable.
 */
public final class Shares {

  /** Nothing is shared: every threshold is this host's alone. */
  public static final Shares ALL = new Shares(new int[0], new double[0], 1, 1);

  private final int[] rules;
  private final double[] parts;
  private final double even;
  private final double most;

  /**
   * Parts of some thresholds.
   *
   * @param rules {@code hashCode} of the rules' ids, ascending; kept
   * @param parts of their thresholds, 0 to 1; kept
   * @param even the part of any other threshold
   * @param most no part is larger
   */
  public Shares(int[] rules, double[] parts, double even, double most) {
    this.rules = rules;
    this.parts = parts;
    this.even = even;
    this.most = most;
  }

  /** The part of a threshold, by the {@code hashCode} of its rule's id. */
  public double of(int rule) {
    int from = 0;
    int to = rules.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (rules[middle] < rule) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    if (from == rules.length || rules[from] != rule) {
      return even;
    }
    return parts[from] < most ? parts[from] : most;
  }
}
