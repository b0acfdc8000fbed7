package dev.weir.wasm.host;

import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Status;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Bytes to and from a guest: copied into memory that the guest allocates, as a proxy does. */
final class GuestBytes {

  private final Memory memory;
  private final IntUnaryOperator allocator;
  private boolean allocating;

  GuestBytes(Memory memory, IntUnaryOperator allocator) {
    this.memory = memory;
    this.allocator = allocator;
  }

  Memory memory() {
    return memory;
  }

  /** Whether the guest's allocator is running: it may not call the host. */
  boolean allocating() {
    return allocating;
  }

  /** Returns bytes; an empty value is not allocated for. */
  int give(byte[] value, int returnData, int returnLength) {
    int address = 0;
    if (value.length > 0) {
      allocating = true;
      address = allocator.applyAsInt(value.length);
      allocating = false;
      if (address == 0) {
        return Status.INVALID_MEMORY_ACCESS;
      }
    }
    for (int i = 0; i < value.length; i++) {
      memory.store8(address + i, value[i]);
    }
    memory.store32(returnData, address);
    memory.store32(returnLength, value.length);
    return Status.OK;
  }

  byte[] take(int address, int length) {
    byte[] value = new byte[length];
    for (int i = 0; i < length; i++) {
      value[i] = memory.load8(address + i);
    }
    return value;
  }

  String text(int address, int length) {
    return new String(take(address, length), StandardCharsets.UTF_8);
  }

  /** Reads serialized pairs; every byte must belong to one. No bytes are no pairs. */
  List<Headers.Header> pairs(int address, int length) {
    List<Headers.Header> pairs = new ArrayList<>();
    if (length == 0) {
      return pairs;
    }
    int count = memory.load32(address);
    int lengths = address + 4;
    int at = lengths + 8 * count;
    for (int i = 0; i < count; i++) {
      int name = memory.load32(lengths + 8 * i);
      int value = memory.load32(lengths + 8 * i + 4);
      if (memory.load8(at + name) != 0 || memory.load8(at + name + 1 + value) != 0) {
        throw new IllegalStateException("pair " + i + " does not end with NUL");
      }
      pairs.add(new Headers.Header(text(at, name), take(at + name + 1, value)));
      at += name + value + 2;
    }
    if (at != address + length) {
      throw new IllegalStateException("pairs have " + length + " bytes, used " + (at - address));
    }
    return pairs;
  }

  /** Pairs as a proxy serializes them. */
  static byte[] serialized(Headers headers) {
    int size = 4;
    for (Headers.Header header : headers.all()) {
      size += 10 + bytes(header).length + header.value().length;
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(headers.size());
    for (Headers.Header header : headers.all()) {
      out.putInt(bytes(header).length).putInt(header.value().length);
    }
    for (Headers.Header header : headers.all()) {
      out.put(bytes(header)).put((byte) 0).put(header.value()).put((byte) 0);
    }
    return out.array();
  }

  private static byte[] bytes(Headers.Header header) {
    return header.name().getBytes(StandardCharsets.UTF_8);
  }
}
