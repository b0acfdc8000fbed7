package dev.weir.rule;

/** How the window of a flow rule moves. */
public enum Window {
  /**
   * As Sentinel's: whole buckets of 500 ms where they fit the interval, else one bucket. Around an
   * edge of a bucket up to twice the threshold may pass within one interval.
   */
  COMPATIBLE,
  /** Never more than the threshold within any interval, wherever it begins. */
  SLIDING
}
