package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;

/** Names of resources as texts, for patterns: made of bytes, and cut where they are endless. */
final class LongName {

  /** What patterns see of a part of a name, in bytes: matching takes time for each. */
  static final int MAX_BYTES = 2_048;

  private LongName() {}

  /** {@code METHOD:/path}, the path's query cut off. */
  static String of(Memory memory, Slice method, Slice path) {
    int length = 0;
    int most = Math.min(path.length(), MAX_BYTES);
    while (length < most && memory.load8(path.address() + length) != '?') {
      length++;
    }
    return text(memory, method.address(), Math.min(method.length(), MAX_BYTES))
        + ':'
        + text(memory, path.address(), length);
  }

  /** A whole name. */
  static String of(Memory memory, Slice name) {
    return text(memory, name.address(), Math.min(name.length(), MAX_BYTES));
  }

  private static String text(Memory memory, int address, int length) {
    String text = Utf8.read(memory, address, length);
    if (text != null) {
      return text;
    }
    StringBuilder bytes = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      bytes.append((char) (memory.load8(address + i) & 0xff));
    }
    return bytes.toString();
  }
}
