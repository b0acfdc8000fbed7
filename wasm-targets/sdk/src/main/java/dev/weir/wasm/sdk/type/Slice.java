package dev.weir.wasm.sdk.type;

/**
 * Bytes in linear memory: where they start and how many. Mutable, so that a filter makes its slices
 * once and has them pointed at each request's bytes.
 *
 * <p>Bytes that the host returned are there until the callback ends, or until the buffers are
 * rewound.
 */
public final class Slice {

  private int address;
  private int length;

  /** Nothing. */
  public Slice() {}

  /** What is there already. */
  public Slice(int address, int length) {
    this.address = address;
    this.length = length;
  }

  /** Points at other bytes. */
  public void set(int newAddress, int newLength) {
    address = newAddress;
    length = newLength;
  }

  /** First byte. */
  public int address() {
    return address;
  }

  /** How many bytes. */
  public int length() {
    return length;
  }

  /** The byte behind the last. */
  public int end() {
    return address + length;
  }
}
