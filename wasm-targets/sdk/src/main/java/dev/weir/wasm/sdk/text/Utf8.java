package dev.weir.wasm.sdk.text;

import dev.weir.wasm.sdk.abi.Memory;
import org.jspecify.annotations.Nullable;

/** UTF-8 as RFC 3629 has it; a lone surrogate is written as U+FFFD. */
public final class Utf8 {

  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  /** How many bytes a text takes. */
  public static int length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      int point = pointAt(text, i);
      if (point > 0xffff) {
        i++;
      }
      length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
    return length;
  }

  /** Writes a text; {@link #length} bytes, which it returns. */
  public static int write(Memory memory, int address, String text) {
    int at = address;
    for (int i = 0; i < text.length(); i++) {
      int point = pointAt(text, i);
      if (point > 0xffff) {
        i++;
      }
      at = point < 0x80 ? one(memory, at, point) : several(memory, at, point);
    }
    return at - address;
  }

  private static int one(Memory memory, int address, int point) {
    memory.store8(address, point);
    return address + 1;
  }

  private static int several(Memory memory, int address, int point) {
    int rest = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    int lead = rest == 1 ? 0xc0 : rest == 2 ? 0xe0 : 0xf0;
    memory.store8(address, lead | (point >> (6 * rest)));
    for (int i = 1; i <= rest; i++) {
      memory.store8(address + i, 0x80 | ((point >> (6 * (rest - i))) & 0x3f));
    }
    return address + rest + 1;
  }

  private static int pointAt(String text, int index) {
    char high = text.charAt(index);
    if (!Character.isSurrogate(high)) {
      return high;
    }
    if (Character.isHighSurrogate(high) && index + 1 < text.length()) {
      char low = text.charAt(index + 1);
      if (Character.isLowSurrogate(low)) {
        return Character.toCodePoint(high, low);
      }
    }
    return REPLACEMENT;
  }

  /** The text that bytes are, or null when they are not well-formed. */
  public static @Nullable String read(Memory memory, int address, int length) {
    char[] ascii = new char[length];
    int same = 0;
    while (same < length && memory.load8(address + same) >= 0) {
      ascii[same] = (char) memory.load8(address + same);
      same++;
    }
    return same == length ? new String(ascii) : mixed(memory, address, length);
  }

  private static @Nullable String mixed(Memory memory, int address, int length) {
    StringBuilder text = new StringBuilder(length);
    int end = address + length;
    for (int at = address; at < end; ) {
      int lead = memory.load8(at) & 0xff;
      if (lead < 0x80) {
        text.append((char) lead);
        at++;
        continue;
      }
      int rest = continuationBytes(lead);
      int point = rest == 0 || at + rest >= end ? -1 : pointAt(memory, at, lead, rest);
      if (point < 0) {
        return null;
      }
      append(text, point);
      at += rest + 1;
    }
    return text.toString();
  }

  private static int continuationBytes(int lead) {
    if (lead >= 0xf0) {
      return lead < 0xf5 ? 3 : 0;
    }
    if (lead >= 0xe0) {
      return 2;
    }
    return lead >= 0xc2 ? 1 : 0;
  }

  /** The code point, or -1: too long an encoding, a surrogate, beyond U+10FFFF. */
  private static int pointAt(Memory memory, int at, int lead, int rest) {
    int point = lead & (0x3f >> rest);
    for (int i = 1; i <= rest; i++) {
      int next = memory.load8(at + i) & 0xff;
      if ((next & 0xc0) != 0x80) {
        return -1;
      }
      point = (point << 6) | (next & 0x3f);
    }
    boolean overlong = point < (rest == 1 ? 0x80 : rest == 2 ? 0x800 : 0x10000);
    boolean surrogate = point >= 0xd800 && point < 0xe000;
    return overlong || surrogate || point > 0x10ffff ? -1 : point;
  }

  private static void append(StringBuilder text, int point) {
    if (point > 0xffff) {
      text.append(Character.highSurrogate(point)).append(Character.lowSurrogate(point));
    } else {
      text.append((char) point);
    }
  }
}
