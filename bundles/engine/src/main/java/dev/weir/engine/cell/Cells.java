package dev.weir.engine.cell;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Longs that threads share without locks: all that changes in the engine lives in some. A read sees
 * what was written last; {@code getAndAdd} and {@code compareAndSet} are atomic.
 *
 * <p>On the JVM each cell is an atomic long of one array. In Wasm, where a program has one thread,
 * the linker gives it a plain array. A host may fill cells from elsewhere, have a call decided and
 * store them again: what was decided depends on nothing else.
 */
public final class Cells extends AtomicLongArray {

  private static final long serialVersionUID = 1L;

  /** So many cells, all 0. */
  public Cells(int length) {
    super(length);
  }

  /** Sets the cell to the larger of what it has and the value. */
  public void raise(int cell, long value) {
    for (long seen = get(cell); seen < value; seen = get(cell)) {
      if (compareAndSet(cell, seen, value)) {
        return;
      }
    }
  }
}
