package dev.weir.wasm.sdk.abi;

/** A part of linear memory that is handed out from its start, and taken back from its end. */
public final class Region {

  private final int base;
  private final int limit;
  private int bound;
  private int top;
  private int highest;

  /**
   * @param base first address, above 0
   * @param limit address behind the last
   */
  public Region(int base, int limit) {
    this.base = base;
    this.limit = limit;
    this.bound = limit;
    this.top = base;
    this.highest = base;
  }

  /** Room for {@code size} bytes, at a multiple of 8; 0 when there is none. */
  public int allocate(int size) {
    int address = (top + 7) & ~7;
    if (size < 0 || size > bound - address) {
      return 0;
    }
    top = address + size;
    if (top > highest) {
      highest = top;
    }
    return address;
  }

  /** How many bytes are left. */
  public int free() {
    return bound - ((top + 7) & ~7);
  }

  /** Hands out no more than up to here from now on, at most as far as the region goes. */
  public void bound(int address) {
    bound = Math.min(limit, address);
  }

  /** Up to where it hands out. */
  public int bound() {
    return bound;
  }

  /** Address behind the last byte that was ever handed out. */
  public int highest() {
    return highest;
  }

  /** Where it stands, for {@link #rewind}. */
  public int mark() {
    return top;
  }

  /** Takes back what was handed out since the mark. */
  public void rewind(int mark) {
    top = mark;
  }

  /** Takes back everything. */
  public void reset() {
    top = base;
  }
}
