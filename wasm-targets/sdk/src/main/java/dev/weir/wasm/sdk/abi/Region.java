package dev.weir.wasm.sdk.abi;

/** A part of linear memory that is handed out from its start, and taken back from its end. */
public final class Region {

  private final int base;
  private final int limit;
  private int top;

  /**
   * @param base first address, above 0
   * @param limit address behind the last
   */
  public Region(int base, int limit) {
    this.base = base;
    this.limit = limit;
    this.top = base;
  }

  /** Room for {@code size} bytes, at a multiple of 8; 0 when there is none. */
  public int allocate(int size) {
    int address = (top + 7) & ~7;
    if (size < 0 || size > limit - address) {
      return 0;
    }
    top = address + size;
    return address;
  }

  /** How many bytes are left. */
  public int free() {
    return limit - ((top + 7) & ~7);
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
