package dev.weir.engine.hotspot;

import dev.weir.engine.cell.Cells;
import org.jspecify.annotations.Nullable;

/**
 * Until when values that were forgotten are in debt, so that they do not come back with a full
 * bucket: four places for each value that the table can know, by the hash, each with the latest
 * debt of those that share it. A value finds at least its own debt; a stranger in the same place
 * may find more than his, and is refused rather than let through. Empty, and without memory, as
 * long as no debt is told.
 */
final class DebtBook {

  private static final int PLACES_PER_VALUE = 4;

  private final int capacity;
  private volatile @Nullable Cells untils;

  DebtBook(int capacity) {
    this.capacity = capacity;
  }

  /** About how many bytes it takes. */
  long bytes() {
    Cells book = untils;
    return book == null ? 0 : 8L * book.length();
  }

  /** In milliseconds since the epoch; 0 for never. */
  long until(long key) {
    Cells book = untils;
    return book == null ? 0 : book.get(place(book, key));
  }

  /** Notes a debt; of one thread at a time. */
  void raise(long key, long until) {
    Cells book = untils;
    if (until <= 0) {
      return;
    }
    if (book == null) {
      book = new Cells(Integer.highestOneBit(PLACES_PER_VALUE * capacity) << 1);
      untils = book;
    }
    book.raise(place(book, key), until);
  }

  private static int place(Cells book, long key) {
    return (int) key & (book.length() - 1);
  }
}
