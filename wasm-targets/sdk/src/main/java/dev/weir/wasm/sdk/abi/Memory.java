package dev.weir.wasm.sdk.abi;

/** Linear memory: bytes at 32-bit addresses, little-endian, unaligned access allowed. */
public interface Memory {

  /** One byte. */
  byte load8(int address);

  /** Four bytes. */
  int load32(int address);

  /** Eight bytes. */
  long load64(int address);

  /** Stores one byte. */
  void store8(int address, int value);

  /** Stores four bytes. */
  void store32(int address, int value);

  /** Stores eight bytes. */
  void store64(int address, long value);

  /** Copies bytes; the ranges may overlap. */
  void copy(int from, int to, int length);
}
