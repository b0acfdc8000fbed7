package dev.weir.wasm.sdk.type;

/** Kinds of metrics. */
public final class MetricType {

  /** Grows. */
  public static final int COUNTER = 0;

  /** Is set. */
  public static final int GAUGE = 1;

  /** Is sampled. */
  public static final int HISTOGRAM = 2;

  private MetricType() {}
}
