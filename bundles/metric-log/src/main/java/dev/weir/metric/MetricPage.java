package dev.weir.metric;

import java.util.List;

/**
 * What a search found.
 *
 * @param items in the order of the files, which is that of time
 * @param more whether there are others that the bound left out
 */
public record MetricPage(List<MetricItem> items, boolean more) {

  public MetricPage {
    items = List.copyOf(items);
  }
}
