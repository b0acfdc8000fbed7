package dev.weir.metric;

import java.util.List;

/** Whose statistics are logged. */
@FunctionalInterface
public interface MetricSource {

  /**
   * What one whole second held, asked once for each second, in order; resources that saw nothing
   * are left out.
   *
   * @param startMs when the second began, in milliseconds since the epoch
   */
  List<MetricItem> second(long startMs);
}
