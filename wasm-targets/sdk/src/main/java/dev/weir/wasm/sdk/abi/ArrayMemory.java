package dev.weir.wasm.sdk.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Linear memory on the JVM, for tests; an address outside of it is refused by an exception. */
public final class ArrayMemory implements Memory {

  private final ByteBuffer bytes;

  /**
   * @param size in bytes
   */
  public ArrayMemory(int size) {
    bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public byte load8(int address) {
    return bytes.get(address);
  }

  @Override
  public int load32(int address) {
    return bytes.getInt(address);
  }

  @Override
  public long load64(int address) {
    return bytes.getLong(address);
  }

  @Override
  public void store8(int address, int value) {
    bytes.put(address, (byte) value);
  }

  @Override
  public void store32(int address, int value) {
    bytes.putInt(address, value);
  }

  @Override
  public void store64(int address, long value) {
    bytes.putLong(address, value);
  }

  @Override
  public void copy(int from, int to, int length) {
    System.arraycopy(bytes.array(), from, bytes.array(), to, length);
  }
}
