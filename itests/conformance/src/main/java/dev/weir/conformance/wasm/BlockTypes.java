package dev.weir.conformance.wasm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.AnnotatedInstruction;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.OpCode;
import run.endive.wasm.types.ValType;

/**
 * A module whose blocks have no types that Endive 1.0.0 mistakes. It keeps a block's type as one
 * number, the code of a value type or the index of a function type: the index 124, written as FC
 * 00, is f64 to it, whose code is 7C. The same types stand again at the end of the type section,
 * and the blocks name those.
 */
final class BlockTypes {

  private static final int LEAST_CODE = 0x40;
  private static final int MOST_CODE = 0x7f;
  private static final int MOST_INDEX = 0x1fff;
  private static final int HEADER = 8;
  private static final int TYPE_SECTION = 1;
  private static final int FUNCTION = 0x60;
  private static final int CONTINUED = 0x80;

  private final byte[] bytes;
  private final WasmModule module;
  private final SortedMap<Integer, Integer> moved = new TreeMap<>();
  private final ByteArrayOutputStream types = new ByteArrayOutputStream();

  private BlockTypes(byte[] original) {
    bytes = original.clone();
    module =
        Parser.builder()
            .withValidation(false)
            .build()
            .parse(() -> new ByteArrayInputStream(original));
  }

  /** The module with its types repeated, or as it is where nothing is mistaken. */
  static byte[] unmistakable(byte[] module) {
    return new BlockTypes(module).rewritten();
  }

  private byte[] rewritten() {
    for (int i = 0; i < module.codeSection().functionBodyCount(); i++) {
      module.codeSection().getFunctionBody(i).instructions().forEach(this::rewrite);
    }
    return moved.isEmpty() ? bytes : withTypes();
  }

  private void rewrite(AnnotatedInstruction instruction) {
    if (!begins(instruction.opcode())) {
      return;
    }
    int at = instruction.address() + 1;
    long type = instruction.operand(0);
    boolean index = (bytes[at] & CONTINUED) != 0;
    if (index && type >= LEAST_CODE && type <= MOST_CODE) {
      int place = moved.computeIfAbsent((int) type, this::repeat);
      bytes[at] = (byte) (CONTINUED | place);
      bytes[at + 1] = (byte) (place >> 7);
    }
  }

  private static boolean begins(OpCode opcode) {
    return opcode == OpCode.BLOCK
        || opcode == OpCode.LOOP
        || opcode == OpCode.IF
        || opcode == OpCode.TRY_TABLE;
  }

  private int repeat(int index) {
    int place = module.typeSection().subTypeCount() + moved.size();
    if (place > MOST_INDEX) {
      throw new IllegalStateException("a module of more than " + MOST_INDEX + " types");
    }
    FunctionType type = module.typeSection().getType(index);
    types.write(FUNCTION);
    write(type.params());
    write(type.returns());
    return place;
  }

  private void write(List<ValType> values) {
    number(types, values.size());
    for (ValType value : values) {
      types.write(value.opcode());
      if (value.opcode() == ValType.ID.Ref || value.opcode() == ValType.ID.RefNull) {
        signed(types, value.typeIdx());
      }
    }
  }

  private byte[] withTypes() {
    int at = HEADER;
    while (bytes[at] != TYPE_SECTION) {
      int size = at + 1;
      at = end(size) + number(size);
    }
    int body = end(at + 1);
    int rest = body + number(at + 1);
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    number(section, number(body) + moved.size());
    section.write(bytes, end(body), rest - end(body));
    section.writeBytes(types.toByteArray());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, at + 1);
    number(all, section.size());
    all.writeBytes(section.toByteArray());
    all.write(bytes, rest, bytes.length - rest);
    return all.toByteArray();
  }

  private int number(int at) {
    int number = 0;
    for (int i = at, shift = 0; i < end(at); i++, shift += 7) {
      number |= (bytes[i] & MOST_CODE) << shift;
    }
    return number;
  }

  private int end(int number) {
    int at = number;
    while ((bytes[at] & CONTINUED) != 0) {
      at++;
    }
    return at + 1;
  }

  private static void number(ByteArrayOutputStream out, int number) {
    int rest = number;
    while (rest >= CONTINUED) {
      out.write((rest & MOST_CODE) | CONTINUED);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static void signed(ByteArrayOutputStream out, int number) {
    int rest = number;
    while (rest < -LEAST_CODE || rest >= LEAST_CODE) {
      out.write((rest & MOST_CODE) | CONTINUED);
      rest >>= 7;
    }
    out.write(rest & MOST_CODE);
  }
}
