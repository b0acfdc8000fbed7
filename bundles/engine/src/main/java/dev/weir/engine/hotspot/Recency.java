package dev.weir.engine.hotspot;

/**
 * Which entry was used the longest time ago: a binary heap over the moments of use as they were
 * when the heap last looked. An entry that was used since is put right only when it comes to the
 * top, so a use costs the heap nothing; the entry at the top whose moment is still the same is the
 * oldest of all. Of one thread at a time.
 *
 * <p>Each use makes at most one later move. When many entries at once have to be put right, all
 * are, and the heap is built anew in linear time: an eviction among 20,000 entries looks at each
 * once at the most.
 */
final class Recency {

  private static final int FIRST_ENTRIES = 16;

  /** One in so many entries put right singly before all are. */
  private static final int PATIENCE = 16;

  private int[] heap = new int[FIRST_ENTRIES];
  private long[] known = new long[FIRST_ENTRIES];
  private int size;

  /** About how many bytes it takes. */
  long bytes() {
    return 12L * heap.length;
  }

  /** Makes room for so many entries. */
  void reserve(int entries) {
    if (entries > heap.length) {
      int[] longerHeap = new int[2 * heap.length];
      long[] longerKnown = new long[2 * heap.length];
      System.arraycopy(heap, 0, longerHeap, 0, size);
      System.arraycopy(known, 0, longerKnown, 0, size);
      heap = longerHeap;
      known = longerKnown;
    }
  }

  /** An entry that is new, or that was the oldest, is used later than all others. */
  void used(int entry, long stamp) {
    known[entry] = stamp;
    if (entry == size) {
      heap[size++] = entry;
      up(size - 1);
    } else {
      down(0);
    }
  }

  /** The entry that was used the longest time ago, which is then the top. */
  int oldest(ParamTable table) {
    int stale = 0;
    while (true) {
      int top = heap[0];
      long stamp = table.lastUse(top);
      if (known[top] == stamp) {
        return top;
      }
      known[top] = stamp;
      if (++stale * PATIENCE > size) {
        rebuild(table);
        stale = Integer.MIN_VALUE / PATIENCE;
      } else {
        down(0);
      }
    }
  }

  private void rebuild(ParamTable table) {
    for (int entry = 0; entry < size; entry++) {
      known[entry] = table.lastUse(entry);
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      down(i);
    }
  }

  /** A new entry is used last; only one that another thread has used meanwhile is later. */
  private void up(int from) {
    int at = from;
    int entry = heap[at];
    while (at > 0 && known[heap[(at - 1) / 2]] > known[entry]) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = entry;
  }

  private void down(int from) {
    int at = from;
    int entry = heap[at];
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && known[heap[child + 1]] < known[heap[child]]) {
        child++;
      }
      if (known[heap[child]] >= known[entry]) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = entry;
  }
}
