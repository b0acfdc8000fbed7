package dev.weir.xdp.counter;

/** The entries of the largest weights among those offered: a bounded binary heap, least on top. */
final class Heaviest {

  private final int[] entries;
  private final long[] weights;
  private int size;

  /**
   * @param capacity most entries kept
   */
  Heaviest(int capacity) {
    entries = new int[capacity];
    weights = new long[capacity];
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** One of those kept, 0 to {@link #size} − 1, in no order. */
  int entry(int index) {
    return entries[index];
  }

  void offer(int entry, long weight) {
    if (size < entries.length) {
      rise(size++, entry, weight);
    } else if (weight > weights[0]) {
      sink(entry, weight);
    }
  }

  private void rise(int from, int entry, long weight) {
    int at = from;
    while (at > 0 && weights[(at - 1) / 2] > weight) {
      move((at - 1) / 2, at);
      at = (at - 1) / 2;
    }
    entries[at] = entry;
    weights[at] = weight;
  }

  private void sink(int entry, long weight) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child + 1 < size && weights[child + 1] < weights[child]) {
        child++;
      }
      if (child >= size || weights[child] >= weight) {
        break;
      }
      move(child, at);
      at = child;
    }
    entries[at] = entry;
    weights[at] = weight;
  }

  private void move(int from, int to) {
    entries[to] = entries[from];
    weights[to] = weights[from];
  }
}
