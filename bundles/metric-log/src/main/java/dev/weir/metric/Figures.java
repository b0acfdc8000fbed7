package dev.weir.metric;

/**
 * What one second held of one resource; none is negative.
 *
 * @param pass calls that were let through
 * @param block calls that were blocked
 * @param complete calls that ended
 * @param error of those, the ones that failed
 * @param averageRtMs their mean response time, in whole milliseconds
 * @param occupiedPass passes borrowed from the next second: Sentinel writes 0, and so does Weir
 * @param concurrency most calls that were running at once
 */
public record Figures(
    long pass,
    long block,
    long complete,
    long error,
    long averageRtMs,
    long occupiedPass,
    long concurrency) {

  public Figures {
    if ((pass | block | complete | error | averageRtMs | occupiedPass | concurrency) < 0) {
      throw new IllegalArgumentException("figures must not be negative, had one");
    }
  }

  /** Whether there is anything to log: Sentinel leaves out resources that saw nothing. */
  public boolean active() {
    return pass > 0 || block > 0 || complete > 0 || error > 0 || averageRtMs > 0 || concurrency > 0;
  }
}
