package dev.weir.hook;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes totals while a {@link SignalSource} is read.
 *
 * <p>A source with many counters asks for the number of each once and tells totals by number from
 * then on. Numbers belong to the reader that gave them: a source that meets another asks anew.
 */
@ProviderType
@FunctionalInterface
public interface SignalReader {

  /**
   * One total.
   *
   * @param resource {@code GET:/orders}, {@code tcp:8080}, {@code ip:198.18.0.2}
   * @param event what is counted
   * @param total since the source began; a total below the last one means that it began anew
   */
  void total(String resource, SignalEvent event, long total);

  /**
   * The number of a counter, the same for as long as this reader lives; below 0 where there is no
   * room for more, or where this reader has no numbers.
   */
  default int counter(String resource, SignalEvent event) {
    return -1;
  }

  /** One total, by {@link #counter}; of a number below 0 nothing happens. */
  default void total(int counter, long total) {}

  /**
   * Totals of counters whose numbers follow each other, as {@link #total(int, long)} of each.
   *
   * @param first number of the first counter
   * @param totals of as many counters as {@code count} says, from index {@code from} on; one below
   *     0 is not told
   */
  default void totals(int first, long[] totals, int from, int count) {
    for (int i = 0; i < count; i++) {
      if (totals[from + i] >= 0) {
        total(first + i, totals[from + i]);
      }
    }
  }
}
