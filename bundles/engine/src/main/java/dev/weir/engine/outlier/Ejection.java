package dev.weir.engine.outlier;

import org.jspecify.annotations.Nullable;

/**
 * Which nodes a call should leave out, and which it may try. The caller owns it and uses it again;
 * it grows to the number of nodes and allocates nothing after.
 */
public final class Ejection {

  private @Nullable String[] ejected = new @Nullable String[8];
  private @Nullable String[] halfOpen = new @Nullable String[8];
  private int ejectedCount;
  private int halfOpenCount;

  /** How many nodes to leave out. */
  public int ejectedCount() {
    return ejectedCount;
  }

  /** A node to leave out, from 0. */
  public String ejected(int index) {
    return at(ejected, index, ejectedCount);
  }

  /** How many nodes a probe is wanted of. */
  public int halfOpenCount() {
    return halfOpenCount;
  }

  /** A node that a probe is wanted of, from 0: the call should go to one of them. */
  public String halfOpen(int index) {
    return at(halfOpen, index, halfOpenCount);
  }

  private static String at(@Nullable String[] list, int index, int count) {
    String address = index < 0 || index >= count ? null : list[index];
    if (address == null) {
      throw new IndexOutOfBoundsException("index must be 0 to " + (count - 1) + ", was " + index);
    }
    return address;
  }

  void clear() {
    ejectedCount = 0;
    halfOpenCount = 0;
  }

  void eject(String address) {
    ejected = withRoom(ejected, ejectedCount);
    ejected[ejectedCount++] = address;
  }

  void probe(String address) {
    halfOpen = withRoom(halfOpen, halfOpenCount);
    halfOpen[halfOpenCount++] = address;
  }

  private static @Nullable String[] withRoom(@Nullable String[] list, int count) {
    if (count < list.length) {
      return list;
    }
    @Nullable String[] longer = new @Nullable String[2 * count];
    System.arraycopy(list, 0, longer, 0, count);
    return longer;
  }
}
