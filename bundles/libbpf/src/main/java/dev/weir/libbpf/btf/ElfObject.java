package dev.weir.libbpf.btf;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A relocatable 64-bit ELF object (System V ABI, chapter 4): its sections by name and its symbols.
 */
public final class ElfObject {

  private static final int MAGIC = 0x7f454c46;
  private static final int SECTION_HEADER = 64;
  private static final int SYMBOL = 24;
  private static final int SYMTAB = 2;
  private static final int NOBITS = 8;

  private final ByteBuffer file;
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final Map<String, Symbol> symbols = new LinkedHashMap<>();

  private record Section(String name, int type, int offset, int size, int link) {}

  /**
   * A symbol.
   *
   * @param section name of the section that it is in
   * @param offset bytes into the section
   * @param size bytes
   */
  public record Symbol(String section, int offset, int size) {}

  private ElfObject(ByteBuffer file) {
    this.file = file;
  }

  /** Reads an object; the bytes are not copied. */
  public static ElfObject read(byte[] bytes) throws MalformedObjectException {
    try {
      ByteBuffer file = ByteBuffer.wrap(bytes);
      if (bytes.length < 64 || file.getInt(0) != MAGIC || bytes[4] != 2) {
        throw new MalformedObjectException("not a 64-bit ELF file");
      }
      file.order(bytes[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      ElfObject object = new ElfObject(file);
      object.readSections();
      return object;
    } catch (IndexOutOfBoundsException
        | BufferUnderflowException
        | ArithmeticException
        | IllegalArgumentException e) {
      throw new MalformedObjectException("the ELF file is cut or points outside itself", e);
    }
  }

  /** Content of a section, in the file's byte order; empty when there is none of that name. */
  public Optional<ByteBuffer> section(String name) {
    return Optional.ofNullable(sections.get(name)).map(this::content);
  }

  /** A symbol by name. */
  public Optional<Symbol> symbol(String name) {
    return Optional.ofNullable(symbols.get(name));
  }

  private ByteBuffer content(Section section) {
    int size = section.type == NOBITS ? 0 : section.size;
    return file.slice(section.offset, size).order(file.order());
  }

  private void readSections() {
    int table = Math.toIntExact(file.getLong(40));
    int count = file.getShort(60) & 0xffff;
    int names = file.getShort(62) & 0xffff;
    Section[] all = new Section[count];
    int namesAt = Math.toIntExact(file.getLong(table + names * SECTION_HEADER + 24));
    for (int i = 0; i < count; i++) {
      int at = table + i * SECTION_HEADER;
      all[i] =
          new Section(
              string(namesAt + file.getInt(at)),
              file.getInt(at + 4),
              Math.toIntExact(file.getLong(at + 24)),
              Math.toIntExact(file.getLong(at + 32)),
              file.getInt(at + 40));
      content(all[i]);
      sections.putIfAbsent(all[i].name, all[i]);
    }
    for (Section section : all) {
      if (section.type == SYMTAB) {
        readSymbols(section, all);
      }
    }
  }

  private void readSymbols(Section table, Section[] all) {
    int names = all[table.link].offset;
    for (int at = table.offset; at + SYMBOL <= table.offset + table.size; at += SYMBOL) {
      int section = file.getShort(at + 6) & 0xffff;
      if (section > 0 && section < all.length) {
        symbols.putIfAbsent(
            string(names + file.getInt(at)),
            new Symbol(
                all[section].name,
                Math.toIntExact(file.getLong(at + 8)),
                Math.toIntExact(file.getLong(at + 16))));
      }
    }
  }

  private String string(int at) {
    int end = at;
    while (file.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - at];
    file.get(at, text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
