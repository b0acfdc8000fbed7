package dev.weir.engine.hotspot;

import dev.weir.engine.call.ParamHash;
import dev.weir.engine.cell.Cells;

/**
 * The values that a hotspot rule tells apart: a bounded map from a value's hash to two numbers, of
 * which the least recently used entry makes room for a new one. Evictions are exactly those of
 * Sentinel's LRU map (core/hotspot/cache).
 *
 * <p>An entry is four cells: the hash, the moment of last use, and the two numbers, each kept as
 * its exclusive or with the hash. So a compare-and-swap on a number also compares whose it is: it
 * cannot succeed on the number of another value that took the place meanwhile, but with a
 * probability of 2^-64. Entries never move. A known value is found, read and changed without lock;
 * a new one is put in place by one thread at a time, which the others wait for in a short spin only
 * if they bring new values too.
 *
 * <p>Moments of use are consecutive numbers. {@link Recency} finds the smallest, {@link ParamIndex}
 * the place of a hash.
 */
final class ParamTable {

  /** What {@link #insert} gives when the value is new. */
  static final int INSERTED = -1;

  /** What {@link #insert} gives when the value's old debt is not what the caller went by. */
  static final int RETRY = -2;

  private static final int CHUNK = 64;
  private static final int STRIDE = 4;
  private static final int CHUNK_BYTES = 8 * CHUNK * STRIDE + 128;
  private static final int KEY = 0;
  private static final int STAMP = 1;
  private static final int FIRST = 2;
  private static final int SECOND = 3;

  /** The counter of uses and the lock lie in different cache lines. */
  private static final int USES = 0;

  private static final int LOCK = 8;
  private static final int CONTROL_CELLS = 9;

  private final int capacity;
  private final Cells control = new Cells(CONTROL_CELLS);
  private final Recency recency = new Recency();
  private final ParamIndex index = new ParamIndex();
  private final DebtBook debts;
  private volatile Debtor debtor = Debtor.NONE;
  private Cells[] chunks = {};
  private int used;

  /**
   * @param capacity most values, at least 1
   */
  ParamTable(int capacity) {
    this.capacity = capacity;
    this.debts = new DebtBook(capacity);
  }

  /** Sets who tells the debts of values that are forgotten. */
  void debtor(Debtor rule) {
    debtor = rule;
  }

  /** How many values are known. */
  int size() {
    return used;
  }

  /** About how many bytes it takes. */
  long bytes() {
    return (long) CHUNK_BYTES * ((used + CHUNK - 1) / CHUNK)
        + 8L * chunks.length
        + index.bytes()
        + recency.bytes()
        + debts.bytes();
  }

  /** The entry of a known value, or -1. */
  int find(long key) {
    Cells places = index.places();
    int mask = places.length() - 1;
    int at = ParamIndex.home(key, mask);
    for (int i = 0; i <= mask; i++) {
      long place = places.get(at);
      if (place == ParamIndex.EMPTY) {
        return -1;
      }
      if (ParamIndex.mayBe(place, key)) {
        int entry = ParamIndex.entry(place);
        if (holds(entry, key)) {
          return entry;
        }
      }
      at = (at + 1) & mask;
    }
    return -1;
  }

  /** Whether the entry is that value's. */
  boolean holds(int entry, long key) {
    return chunks[entry / CHUNK].get(cell(entry, KEY)) == key;
  }

  /** Notes a use. */
  void touch(int entry) {
    Cells cells = chunks[entry / CHUNK];
    int stamp = cell(entry, STAMP);
    if (cells.get(stamp) != control.get(USES)) {
      cells.set(stamp, control.getAndAdd(USES, 1) + 1);
    }
  }

  /** The first number. */
  long first(int entry, long key) {
    return chunks[entry / CHUNK].get(cell(entry, FIRST)) ^ key;
  }

  /** The second number. */
  long second(int entry, long key) {
    return chunks[entry / CHUNK].get(cell(entry, SECOND)) ^ key;
  }

  /** Changes the first number if it is that value's and as expected. */
  boolean compareAndSetFirst(int entry, long key, long expected, long value) {
    return chunks[entry / CHUNK].compareAndSet(cell(entry, FIRST), expected ^ key, value ^ key);
  }

  /** Changes the second number if it is that value's and as expected. */
  boolean compareAndSetSecond(int entry, long key, long expected, long value) {
    return chunks[entry / CHUNK].compareAndSet(cell(entry, SECOND), expected ^ key, value ^ key);
  }

  /** Until when a value that is not known may still be in debt, in milliseconds; 0 for none. */
  long debtUntil(long key) {
    return debts.until(key);
  }

  /**
   * Makes a value known, and forgets the least recently used one if there is no room.
   *
   * @param first its first number
   * @param second its second number
   * @param debtUntil what {@link #debtUntil} gave when the numbers were made
   * @return {@link #INSERTED}, {@link #RETRY}, or the entry that another thread has made meanwhile
   */
  int insert(long key, long first, long second, long debtUntil) {
    lock();
    try {
      int entry = find(key);
      if (entry >= 0) {
        return entry;
      }
      if (debts.until(key) != debtUntil) {
        return RETRY;
      }
      entry = used < capacity ? addEntry() : evict();
      Cells cells = chunks[entry / CHUNK];
      cells.set(cell(entry, FIRST), first ^ key);
      cells.set(cell(entry, SECOND), second ^ key);
      long stamp = control.getAndAdd(USES, 1) + 1;
      cells.set(cell(entry, STAMP), stamp);
      cells.set(cell(entry, KEY), key);
      recency.used(entry, stamp);
      index.put(key, entry);
      return INSERTED;
    } finally {
      control.set(LOCK, 0);
    }
  }

  private void lock() {
    boolean mine = false;
    while (!mine) {
      mine = control.get(LOCK) == 0 && control.compareAndSet(LOCK, 0, 1);
    }
  }

  private int addEntry() {
    int entry = used;
    int chunk = entry / CHUNK;
    if (chunk == chunks.length) {
      Cells[] more = new Cells[Math.max(1, 2 * chunk)];
      System.arraycopy(chunks, 0, more, 0, chunk);
      chunks = more;
    }
    if (entry % CHUNK == 0) {
      chunks[chunk] = new Cells(Math.min(CHUNK, capacity - entry) * STRIDE);
    }
    used++;
    index.reserve(used);
    recency.reserve(used);
    return entry;
  }

  /** Forgets the least recently used value; its entry is the oldest one of the recency still. */
  private int evict() {
    int entry = recency.oldest(this);
    Cells cells = chunks[entry / CHUNK];
    long key = cells.get(cell(entry, KEY));
    debts.raise(key, debtor.debtUntil(key, first(entry, key), second(entry, key)));
    index.remove(key, entry);
    cells.set(cell(entry, KEY), ParamHash.NONE);
    return entry;
  }

  /** When the entry was used last; of the thread that has the lock. */
  long lastUse(int entry) {
    return chunks[entry / CHUNK].get(cell(entry, STAMP));
  }

  private static int cell(int entry, int field) {
    return entry % CHUNK * STRIDE + field;
  }

  /** Tells until when a value is in debt, by its numbers. */
  @FunctionalInterface
  interface Debtor {

    /** Forgets all debts, as Sentinel does. */
    Debtor NONE = (key, first, second) -> 0;

    /** In milliseconds since the epoch; 0 for never. */
    long debtUntil(long key, long first, long second);
  }
}
