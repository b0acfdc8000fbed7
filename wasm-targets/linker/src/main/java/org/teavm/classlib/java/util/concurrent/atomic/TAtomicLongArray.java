package org.teavm.classlib.java.util.concurrent.atomic;

/**
 * {@code java.util.concurrent.atomic.AtomicLongArray} in Wasm, which TeaVM's class library lacks: a
 * plain array, for a program there has one thread. TeaVM finds it by its name. It has the methods
 * that are used; a program that calls another does not link.
 */
public class TAtomicLongArray {

  private final long[] cells;

  /** So many cells, all 0. */
  public TAtomicLongArray(int length) {
    cells = new long[length];
  }

  /** How many there are. */
  public final int length() {
    return cells.length;
  }

  /** Reads. */
  public final long get(int i) {
    return cells[i];
  }

  /** Writes. */
  public final void set(int i, long value) {
    cells[i] = value;
  }

  /** Writes if it is as expected. */
  public final boolean compareAndSet(int i, long expected, long value) {
    if (cells[i] != expected) {
      return false;
    }
    cells[i] = value;
    return true;
  }

  /** Adds, and gives what was there before. */
  public final long getAndAdd(int i, long delta) {
    long before = cells[i];
    cells[i] = before + delta;
    return before;
  }

  /** Adds, and gives what is there then. */
  public final long addAndGet(int i, long delta) {
    cells[i] += delta;
    return cells[i];
  }
}
