package dev.weir.wasm.host;

import dev.weir.wasm.sdk.abi.Memory;

/** Memory of a module in Endive, as the SDK sees it. */
final class EndiveMemory implements Memory {

  private final run.endive.runtime.Memory memory;

  EndiveMemory(run.endive.runtime.Memory memory) {
    this.memory = memory;
  }

  @Override
  public byte load8(int address) {
    return memory.read(address);
  }

  @Override
  public int load32(int address) {
    return memory.readInt(address);
  }

  @Override
  public long load64(int address) {
    return memory.readLong(address);
  }

  @Override
  public void store8(int address, int value) {
    memory.writeByte(address, (byte) value);
  }

  @Override
  public void store32(int address, int value) {
    memory.writeI32(address, value);
  }

  @Override
  public void store64(int address, long value) {
    memory.writeLong(address, value);
  }

  @Override
  public void copy(int from, int to, int length) {
    memory.copy(to, from, length);
  }
}
