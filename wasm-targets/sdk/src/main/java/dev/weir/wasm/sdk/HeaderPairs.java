package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.text.Utf8;

/**
 * Headers as the ABI serializes them: how many, the lengths of each name and value, then each name
 * and value ended by NUL.
 */
public final class HeaderPairs {

  private static final int INT = 4;

  private HeaderPairs() {}

  /** How many bytes {@link #write} writes. */
  public static int size(String[] namesAndValues) {
    int size = INT;
    for (String text : namesAndValues) {
      size += INT + Utf8.length(text) + 1;
    }
    return size;
  }

  /**
   * Writes pairs.
   *
   * @param namesAndValues a name, its value, the next name, and so on
   */
  public static void write(Memory memory, int address, String[] namesAndValues) {
    memory.store32(address, namesAndValues.length / 2);
    int lengths = address + INT;
    int text = lengths + INT * namesAndValues.length;
    for (String next : namesAndValues) {
      int length = Utf8.write(memory, text, next);
      memory.store32(lengths, length);
      memory.store8(text + length, 0);
      lengths += INT;
      text += length + 1;
    }
  }
}
