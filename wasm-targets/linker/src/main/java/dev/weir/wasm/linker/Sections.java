package dev.weir.wasm.linker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sizes of a binary's sections, by the names of the WebAssembly specification (5.5.2). */
final class Sections {

  private static final String[] NAMES = {
    "custom",
    "type",
    "import",
    "function",
    "table",
    "memory",
    "global",
    "export",
    "start",
    "element",
    "code",
    "data",
    "data count",
    "tag"
  };

  private static final int HEADER = 8;
  private static final int CODE = 10;

  private final byte[] binary;
  private int at = HEADER;

  private Sections(byte[] binary) {
    this.binary = binary;
  }

  /** Bytes of each kind, in the binary's order. */
  static Map<String, Integer> sizes(byte[] binary) {
    Sections sections = new Sections(binary);
    Map<String, Integer> sizes = new LinkedHashMap<>();
    while (sections.at < binary.length) {
      int id = binary[sections.at++];
      int size = sections.unsigned();
      String name = id >= 0 && id < NAMES.length ? NAMES[id] : "section " + id;
      sizes.merge(name, size, Integer::sum);
      sections.at += size;
    }
    return sizes;
  }

  /** Bytes of each function's code with its length before it, in the binary's order. */
  static List<Integer> functions(byte[] binary) {
    Sections sections = new Sections(binary);
    while (sections.at < binary.length) {
      int id = binary[sections.at++];
      int size = sections.unsigned();
      if (id == CODE) {
        return sections.bodies();
      }
      sections.at += size;
    }
    return List.of();
  }

  private List<Integer> bodies() {
    List<Integer> sizes = new ArrayList<>();
    int count = unsigned();
    for (int i = 0; i < count; i++) {
      int start = at;
      int size = unsigned();
      at += size;
      sizes.add(at - start);
    }
    return sizes;
  }

  /** LEB128 of 32 bits. */
  private int unsigned() {
    int value = 0;
    int shift = 0;
    int next;
    do {
      next = binary[at++];
      value |= (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }
}
