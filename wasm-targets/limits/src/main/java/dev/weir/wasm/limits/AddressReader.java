package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;

/** Reads an IP address as a proxy writes it, without its port; IPv6 in brackets or not. */
final class AddressReader {

  private static final int GROUPS = 8;
  private static final long MAPPED = 0xffffL;

  private final int[] groups = new int[GROUPS];
  private int family;
  private long high;
  private long low;

  /** 4 or 6. */
  int family() {
    return family;
  }

  /** The first 64 bits; of IPv4 its 32 bits, in the upper half. */
  long high() {
    return high;
  }

  /** The last 64 bits; 0 for IPv4. */
  long low() {
    return low;
  }

  /** Reads; false when it is no address. */
  boolean read(Memory memory, Slice text) {
    int at = text.address();
    int end = text.end();
    if (at < end && memory.load8(at) == '[') {
      at++;
      end--;
    }
    int colon = at;
    while (colon < end && memory.load8(colon) != ':') {
      colon++;
    }
    if (colon < end) {
      return ipv6(memory, at, end);
    }
    long quad = quad(memory, at, end);
    ipv4(quad);
    return quad >= 0;
  }

  private void ipv4(long quad) {
    family = 4;
    high = quad << 32;
    low = 0;
  }

  private boolean ipv6(Memory memory, int from, int end) {
    int count = 0;
    int gap = -1;
    int at = from;
    while (at < end) {
      if (memory.load8(at) == ':') {
        boolean twice = at + 1 < end && memory.load8(at + 1) == ':';
        gap = twice ? count : gap;
        at += twice ? 2 : 1;
        continue;
      }
      int stop = groupEnd(memory, at, end);
      if (stop < 0) {
        long quad = quad(memory, at, end);
        if (quad < 0 || !add(count, (int) (quad >> 16)) || !add(count + 1, (int) quad & 0xffff)) {
          return false;
        }
        count += 2;
        break;
      }
      if (stop == at || !add(count, value(memory, at, stop))) {
        return false;
      }
      count++;
      at = stop;
    }
    return spread(count, gap);
  }

  private boolean add(int index, int group) {
    if (index >= GROUPS) {
      return false;
    }
    groups[index] = group;
    return true;
  }

  /** Where hexadecimal digits end; −1 when a dotted address begins there. */
  private static int groupEnd(Memory memory, int from, int end) {
    int at = from;
    while (at < end && digit(memory.load8(at)) >= 0) {
      at++;
    }
    return at < end && memory.load8(at) == '.' ? -1 : at;
  }

  private static int value(Memory memory, int from, int end) {
    int value = 0;
    for (int at = from; at < end; at++) {
      value = (value << 4 | digit(memory.load8(at))) & 0xffff;
    }
    return value;
  }

  private static int digit(byte character) {
    int lower = character | 0x20;
    if (character >= '0' && character <= '9') {
      return character - '0';
    }
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** Puts the groups where they belong; an IPv4 address that is mapped is that one. */
  private boolean spread(int count, int gap) {
    if (gap < 0 ? count != GROUPS : count == GROUPS) {
      return false;
    }
    high = 0;
    low = 0;
    for (int i = 0; i < count; i++) {
      int place = gap >= 0 && i >= gap ? GROUPS - count + i : i;
      long bits = (long) groups[i] << (48 - 16 * (place & 3));
      high |= place < 4 ? bits : 0;
      low |= place < 4 ? 0 : bits;
    }
    family = 6;
    if (high == 0 && low >>> 32 == MAPPED) {
      ipv4(low & 0xffff_ffffL);
    }
    return true;
  }

  /** Four numbers with dots; −1 when it is none. */
  private static long quad(Memory memory, int from, int end) {
    long value = 0;
    int part = 0;
    int parts = 1;
    for (int at = from; at < end; at++) {
      int character = memory.load8(at);
      if (character == '.') {
        value = value << 8 | part;
        part = 0;
        parts++;
      } else if (character >= '0' && character <= '9') {
        part = 10 * part + character - '0';
      } else {
        return -1;
      }
      if (part > 255) {
        return -1;
      }
    }
    return parts == 4 ? value << 8 | part : -1;
  }
}
