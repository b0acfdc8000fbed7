package dev.weir.libbpf.btf;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** st_info of a global function. */
  private static final int GLOBAL_FUNCTION = 0x12;

  private static final String SUBPROGRAMS = ".text";

  private final ByteBuffer file;
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final Map<String, Symbol> symbols = new LinkedHashMap<>();
  private final List<Function> functions = new ArrayList<>();

  private record Section(String name, int type, int offset, int size, int link) {}

  /**
   * A symbol.
   *
   * @param section name of the section that it is in
   * @param offset bytes into the section
   * @param size bytes
   */
  public record Symbol(String section, int offset, int size) {}

  /**
   * A program's function.
   *
   * @param name of it
   * @param section by which it says where it is attached
   */
  public record Function(String name, String section) {}

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

  /** What it was compiled for (e_machine); 247 is BPF. */
  public int machine() {
    return file.getShort(18) & 0xffff;
  }

  /** Global functions, except those that only other functions call. */
  public List<Function> functions() {
    return List.copyOf(functions);
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
        String name = string(names + file.getInt(at));
        if (file.get(at + 4) == GLOBAL_FUNCTION && !all[section].name.equals(SUBPROGRAMS)) {
          functions.add(new Function(name, all[section].name));
        }
        symbols.putIfAbsent(
            name,
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
