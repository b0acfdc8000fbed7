package dev.weir.wasm.limits;

import dev.weir.engine.call.Names;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import org.jspecify.annotations.Nullable;

/** A condition on one value of a request. */
final class Condition {

  /** What is asked: whether the value is one of the texts. */
  static final int EXACT = 0;

  /** Whether it begins with the text. */
  static final int PREFIX = 1;

  /** Whether it ends with the text. */
  static final int SUFFIX = 2;

  /** Whether the pattern is found in it. */
  static final int REGEX = 3;

  /** Whether it is there. */
  static final int PRESENT = 4;

  /** Whether it is not there. */
  static final int ABSENT = 5;

  /** Whether it is an address in one of the blocks. */
  static final int WITHIN = 6;

  /** How many numbers a block has. */
  static final int BLOCK = 4;

  private final int key;
  private final int asks;
  private final String[] texts;
  private final @Nullable Names pattern;
  private final long[] blocks;

  /**
   * @param key which value: an index into {@link Definitions#keys}
   * @param asks what is asked of it
   * @param texts to compare it with, a character for each byte
   * @param pattern to look for in it, or null
   * @param blocks of addresses that may hold it, four numbers each: the family (4 or 6), the
   *     address in two words, how many bits of it count
   */
  Condition(int key, int asks, String[] texts, @Nullable Names pattern, long[] blocks) {
    this.key = key;
    this.asks = asks;
    this.texts = texts;
    this.pattern = pattern;
    this.blocks = blocks;
  }

  /** Which value. */
  int key() {
    return key;
  }

  /**
   * Whether a request meets it.
   *
   * @param value of the request; null when it has none
   */
  boolean holds(Memory memory, @Nullable Slice value, AddressReader addresses) {
    if (value == null || asks >= PRESENT) {
      return asks == WITHIN
          ? value != null && addresses.read(memory, value) && within(addresses)
          : asks == (value == null ? ABSENT : PRESENT);
    }
    if (pattern != null) {
      return pattern.match(LongName.of(memory, value));
    }
    for (String text : texts) {
      if (compares(memory, value, text)) {
        return true;
      }
    }
    return false;
  }

  private boolean compares(Memory memory, Slice value, String text) {
    int beyond = value.length() - text.length();
    if (beyond < 0 || (asks == EXACT && beyond != 0)) {
      return false;
    }
    int from = value.address() + (asks == SUFFIX ? beyond : 0);
    for (int i = 0; i < text.length(); i++) {
      if ((memory.load8(from + i) & 0xff) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean within(AddressReader address) {
    for (int i = 0; i < blocks.length; i += BLOCK) {
      long bits = blocks[i + 3];
      if (blocks[i] == address.family()
          && ((blocks[i + 1] ^ address.high()) & mask(bits)) == 0
          && ((blocks[i + 2] ^ address.low()) & mask(bits - 64)) == 0) {
        return true;
      }
    }
    return false;
  }

  private static long mask(long bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
  }
}
