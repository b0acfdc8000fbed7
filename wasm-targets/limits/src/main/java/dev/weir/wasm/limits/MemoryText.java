package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;

/**
 * Bytes in linear memory, each taken for a character: what a value is hashed as where no text is to
 * be made of it. A text that is to have the same hash is {@link #of} its UTF-8.
 */
final class MemoryText implements CharSequence {

  private final Memory memory;
  private final Slice bytes;

  /** A view of whatever the slice points at. */
  MemoryText(Memory memory, Slice bytes) {
    this.memory = memory;
    this.bytes = bytes;
  }

  /** The UTF-8 of a text, a character for each byte; in ASCII the text itself. */
  static String of(String text) {
    int length = Utf8.length(text);
    if (length == text.length()) {
      return text;
    }
    StringBuilder bytes = new StringBuilder(length);
    for (int i = 0; i < text.length(); i++) {
      int point = text.codePointAt(i);
      if (point > 0xffff) {
        i++;
      }
      append(bytes, point >= 0xd800 && point < 0xe000 ? 0xfffd : point);
    }
    return bytes.toString();
  }

  private static void append(StringBuilder bytes, int point) {
    if (point < 0x80) {
      bytes.append((char) point);
      return;
    }
    int rest = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    int lead = rest == 1 ? 0xc0 : rest == 2 ? 0xe0 : 0xf0;
    bytes.append((char) (lead | (point >> (6 * rest))));
    for (int i = rest - 1; i >= 0; i--) {
      bytes.append((char) (0x80 | ((point >> (6 * i)) & 0x3f)));
    }
  }

  @Override
  public int length() {
    return bytes.length();
  }

  @Override
  public char charAt(int index) {
    return (char) (memory.load8(bytes.address() + index) & 0xff);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    throw new UnsupportedOperationException("a value is hashed whole");
  }
}
