package dev.weir.metric;

/**
 * What is searched for.
 *
 * @param beginMs first second, in milliseconds since the epoch
 * @param endMs last second, included
 * @param resource its name; empty for every resource
 * @param most most items, 1 to {@value #MAX_ITEMS}
 */
public record MetricQuery(long beginMs, long endMs, String resource, int most) {

  /** Sentinel's bound of an answer. */
  public static final int MAX_ITEMS = 100_000;

  public MetricQuery {
    if (most < 1 || most > MAX_ITEMS) {
      throw new IllegalArgumentException("most must be 1 to " + MAX_ITEMS + ", was " + most);
    }
  }

  /** Everything in a span of time, up to Sentinel's bound. */
  public static MetricQuery between(long beginMs, long endMs) {
    return new MetricQuery(beginMs, endMs, "", MAX_ITEMS);
  }

  /** The same of one resource. */
  public MetricQuery of(String name) {
    return new MetricQuery(beginMs, endMs, name, most);
  }

  /** The same with another bound. */
  public MetricQuery atMost(int items) {
    return new MetricQuery(beginMs, endMs, resource, items);
  }
}
