package dev.weir.libbpf.btf;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The types of a BPF object (Documentation/bpf/btf.rst of Linux): what a struct is made of, and a
 * text of any type by which two versions' layouts are compared.
 */
public final class Btf {

  private static final int MAGIC = 0xeb9f;
  private static final int MAX_DEPTH = 32;

  private static final int INT = 1;
  private static final int POINTER = 2;
  private static final int ARRAY = 3;
  private static final int STRUCT = 4;
  private static final int UNION = 5;
  private static final int ENUM = 6;
  private static final int TYPEDEF = 8;
  private static final int RESTRICT = 11;
  private static final int FUNCTION_PROTOTYPE = 13;
  private static final int VARIABLE = 14;
  private static final int DATA_SECTION = 15;
  private static final int DECLARATION_TAG = 17;
  private static final int TYPE_TAG = 18;
  private static final int ENUM64 = 19;

  private final ByteBuffer data;
  private final int strings;
  private final List<Integer> offsets = new ArrayList<>();

  private Btf(ByteBuffer data, int strings) {
    this.data = data;
    this.strings = strings;
    offsets.add(-1);
  }

  /** Reads the BTF of an object, or of the kernel. */
  public static Btf read(ByteBuffer bytes) throws MalformedObjectException {
    try {
      ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
      if ((data.getShort(0) & 0xffff) != MAGIC) {
        data.order(ByteOrder.BIG_ENDIAN);
      }
      if ((data.getShort(0) & 0xffff) != MAGIC) {
        throw new MalformedObjectException("not BTF: the magic number is missing");
      }
      int header = data.getInt(4);
      Btf btf = new Btf(data, Math.addExact(header, data.getInt(16)));
      btf.index(header + data.getInt(8), data.getInt(12));
      return btf;
    } catch (IndexOutOfBoundsException | BufferUnderflowException | ArithmeticException e) {
      throw new MalformedObjectException("the BTF is cut or points outside itself", e);
    }
  }

  /**
   * A struct by name.
   *
   * @throws MalformedObjectException when there is none, or its type is broken
   */
  public Struct struct(String name) throws MalformedObjectException {
    try {
      for (int id = 1; id < offsets.size(); id++) {
        if (kind(id) == STRUCT && name(id).equals(name)) {
          return struct(id);
        }
      }
    } catch (IndexOutOfBoundsException e) {
      throw new MalformedObjectException("BTF of struct " + name + " points outside itself", e);
    }
    throw new MalformedObjectException("the BTF has no struct " + name);
  }

  /**
   * A type in words that are equal exactly when the layouts are: sizes, offsets and names of
   * members, through typedefs and qualifiers.
   *
   * @param id of the type; 0 is void
   */
  public String describe(int id) throws MalformedObjectException {
    try {
      return describe(id, 0);
    } catch (IndexOutOfBoundsException e) {
      throw new MalformedObjectException("BTF type " + id + " points outside the BTF", e);
    }
  }

  /**
   * A struct.
   *
   * @param size bytes
   * @param members in order
   */
  public record Struct(int size, List<Member> members) {

    /** Bytes before a member; −1 when there is none of that name. */
    public int offset(String member) {
      return members.stream()
          .filter(m -> m.name.equals(member))
          .mapToInt(m -> m.bits / 8)
          .findFirst()
          .orElse(-1);
    }
  }

  /**
   * A member of a struct.
   *
   * @param name of the member
   * @param bits before it
   * @param type {@link Btf#describe} of its type
   */
  public record Member(String name, int bits, String type) {}

  private Struct struct(int id) throws MalformedObjectException {
    return struct(id, 0);
  }

  private Struct struct(int id, int depth) throws MalformedObjectException {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count(id); i++) {
      int at = offsets.get(id) + 12 + i * 12;
      // A struct with bit fields keeps their width in the upper byte.
      members.add(
          new Member(
              text(data.getInt(at)),
              data.getInt(at + 8) & 0xffffff,
              describe(data.getInt(at + 4), depth + 1)));
    }
    return new Struct(size(id), List.copyOf(members));
  }

  private String describe(int id, int depth) throws MalformedObjectException {
    if (id == 0) {
      return "void";
    }
    if (depth > MAX_DEPTH) {
      throw new MalformedObjectException("BTF types nest deeper than " + MAX_DEPTH);
    }
    int kind = kind(id);
    int at = offsets.get(id);
    return switch (kind) {
      case INT -> (data.getInt(at + 12) >>> 24 & 1) == 1 ? "s" + size(id) * 8 : "u" + size(id) * 8;
      case POINTER -> "pointer";
      case ARRAY -> describe(data.getInt(at + 12), depth + 1) + "[" + data.getInt(at + 20) + "]";
      case STRUCT, UNION -> members(id, kind, depth);
      case ENUM, ENUM64 -> "enum" + size(id) * 8;
      default ->
          (kind >= TYPEDEF && kind <= RESTRICT) || kind == TYPE_TAG
              ? describe(size(id), depth + 1)
              : "kind" + kind;
    };
  }

  private String members(int id, int kind, int depth) throws MalformedObjectException {
    Struct struct = struct(id, depth);
    StringBuilder text = new StringBuilder(kind == UNION ? "union" : "struct");
    text.append(' ').append(struct.size).append(" {");
    for (Member member : struct.members) {
      text.append(member.type).append(' ').append(member.name).append('@').append(member.bits);
      text.append(';');
    }
    return text.append('}').toString();
  }

  private void index(int start, int length) throws MalformedObjectException {
    int at = start;
    while (at < start + length) {
      offsets.add(at);
      int id = offsets.size() - 1;
      at += 12 + trailer(kind(id), count(id));
    }
  }

  private static int trailer(int kind, int count) throws MalformedObjectException {
    return switch (kind) {
      case INT, VARIABLE, DECLARATION_TAG -> 4;
      case ARRAY -> 12;
      case STRUCT, UNION, DATA_SECTION, ENUM64 -> 12 * count;
      case ENUM, FUNCTION_PROTOTYPE -> 8 * count;
      default -> {
        if (kind < 1 || kind > ENUM64) {
          throw new MalformedObjectException("the BTF has a type of unknown kind " + kind);
        }
        yield 0;
      }
    };
  }

  private int kind(int id) {
    return data.getInt(offsets.get(id) + 4) >>> 24 & 0x1f;
  }

  private int count(int id) {
    return data.getInt(offsets.get(id) + 4) & 0xffff;
  }

  private int size(int id) {
    return data.getInt(offsets.get(id) + 8);
  }

  private String name(int id) {
    return text(data.getInt(offsets.get(id)));
  }

  private String text(int offset) {
    int start = strings + offset;
    int end = start;
    while (data.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    data.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
