package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;

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

  /** Walks serialized pairs; what does not fit the bytes that are there ends the walk. */
  public static final class Reader {

    private final Memory memory;
    private int count;
    private int lengths;
    private int text;
    private int end;

    /**
     * @param memory that the pairs lie in
     */
    public Reader(Memory memory) {
      this.memory = memory;
    }

    /** Begins; no bytes are no pairs. */
    public void open(Slice pairs) {
      end = pairs.end();
      lengths = pairs.address() + INT;
      count = pairs.length() < INT ? 0 : memory.load32(pairs.address());
      boolean fits = count >= 0 && count <= (pairs.length() - INT) / (2 * INT);
      count = fits ? count : 0;
      text = lengths + 2 * INT * count;
    }

    /** Points at the next pair; false when there is none. */
    public boolean next(Slice name, Slice value) {
      if (count == 0) {
        return false;
      }
      int nameLength = memory.load32(lengths);
      int valueLength = memory.load32(lengths + INT);
      int room = end - text - 2;
      if (nameLength < 0
          || nameLength > room
          || valueLength < 0
          || valueLength > room - nameLength) {
        count = 0;
        return false;
      }
      name.set(text, nameLength);
      value.set(text + nameLength + 1, valueLength);
      text += nameLength + valueLength + 2;
      lengths += 2 * INT;
      count--;
      return true;
    }
  }
}
