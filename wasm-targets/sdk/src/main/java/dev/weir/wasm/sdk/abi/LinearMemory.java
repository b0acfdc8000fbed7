package dev.weir.wasm.sdk.abi;

import org.teavm.interop.Address;

/** The module's own memory; each call is one Wasm instruction. */
public final class LinearMemory implements Memory {

  @Override
  public byte load8(int address) {
    return Address.fromInt(address).getByte();
  }

  @Override
  public int load32(int address) {
    return Address.fromInt(address).getInt();
  }

  @Override
  public long load64(int address) {
    return Address.fromInt(address).getLong();
  }

  @Override
  public void store8(int address, int value) {
    Address.fromInt(address).putByte((byte) value);
  }

  @Override
  public void store32(int address, int value) {
    Address.fromInt(address).putInt(value);
  }

  @Override
  public void store64(int address, long value) {
    Address.fromInt(address).putLong(value);
  }

  @Override
  public void copy(int from, int to, int length) {
    Address.moveMemoryBlock(Address.fromInt(from), Address.fromInt(to), length);
  }
}
