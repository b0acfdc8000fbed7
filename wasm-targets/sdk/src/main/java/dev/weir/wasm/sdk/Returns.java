package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.abi.MemoryMap;
import dev.weir.wasm.sdk.type.Slice;

/** Where host calls leave what they return, beside their status. */
final class Returns {

  static final int DATA = MemoryMap.RETURNS;
  static final int LENGTH = MemoryMap.RETURNS + 4;
  static final int VERSION = MemoryMap.RETURNS + 8;
  static final int ID = MemoryMap.RETURNS + 12;
  static final int NUMBER = MemoryMap.RETURNS + 16;

  private final Memory memory;

  Returns(Memory memory) {
    this.memory = memory;
  }

  /** The place for an address, cleared: a host returns neither it nor a length when it is empty. */
  int bytes() {
    memory.store64(DATA, 0);
    return DATA;
  }

  /** Points the slice at the bytes that were returned, and passes the status on. */
  int to(Slice bytes, int status) {
    bytes.set(memory.load32(DATA), memory.load32(LENGTH));
    return status;
  }

  int id() {
    return memory.load32(ID);
  }

  int version() {
    return memory.load32(VERSION);
  }

  int small() {
    return memory.load32(NUMBER);
  }

  long number() {
    return memory.load64(NUMBER);
  }
}
