package dev.weir.engine.hotspot;

import dev.weir.engine.cell.Cells;

/**
 * Where the entries of a {@link ParamTable} are: open addressing with linear probing, at most half
 * full. A place is one long: the upper half of the hash, and the entry's number plus one.
 *
 * <p>Written by the one thread that has the table's lock, read by all. Removing moves places back
 * (D. E. Knuth, The Art of Computer Programming 3, 6.4 algorithm R), so a reader may miss an entry
 * that is being moved, or look into a table that has just been outgrown; it then asks again under
 * the lock. It never takes one entry for another: the entry itself says whose it is.
 */
final class ParamIndex {

  /** Nobody's place. */
  static final long EMPTY = 0;

  private static final int FIRST_PLACES = 32;
  private static final int HALF = 32;
  private static final long LOWER = 0xFFFF_FFFFL;

  private volatile Cells places = new Cells(FIRST_PLACES);

  /** The places; a power of two of them. */
  Cells places() {
    return places;
  }

  /** About how many bytes it takes. */
  long bytes() {
    return 8L * places.length();
  }

  /** Where the search for a hash begins. */
  static int home(long key, int mask) {
    return (int) (key >>> HALF) & mask;
  }

  /** Whether the place may be that of the hash. */
  static boolean mayBe(long place, long key) {
    return (place ^ key) >>> HALF == 0;
  }

  /** The entry of a place that is not empty. */
  static int entry(long place) {
    return (int) (place & LOWER) - 1;
  }

  /** Makes room for so many. */
  void reserve(int entries) {
    Cells old = places;
    if (2 * entries <= old.length()) {
      return;
    }
    Cells wider = new Cells(2 * old.length());
    for (int i = 0; i < old.length(); i++) {
      long place = old.get(i);
      if (place != EMPTY) {
        put(wider, place);
      }
    }
    places = wider;
  }

  void put(long key, int entry) {
    put(places, (key & ~LOWER) | entry + 1);
  }

  private static void put(Cells places, long place) {
    int mask = places.length() - 1;
    int at = home(place, mask);
    while (places.get(at) != EMPTY) {
      at = (at + 1) & mask;
    }
    places.set(at, place);
  }

  void remove(long key, int entry) {
    Cells table = places;
    int mask = table.length() - 1;
    int gap = home(key, mask);
    long wanted = (key & ~LOWER) | entry + 1;
    while (table.get(gap) != wanted) {
      gap = (gap + 1) & mask;
    }
    int next = (gap + 1) & mask;
    for (long place = table.get(next); place != EMPTY; place = table.get(next)) {
      int distance = (next - home(place, mask)) & mask;
      if (distance >= ((next - gap) & mask)) {
        table.set(gap, place);
        gap = next;
      }
      next = (next + 1) & mask;
    }
    table.set(gap, EMPTY);
  }
}
