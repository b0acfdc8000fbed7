package dev.weir.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.HostFunction;
import run.endive.runtime.Instance;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.ImportSection;

/** The host's functions for a module in Endive, by the ABI's names; {@link Answers} answers. */
final class HostileProxy {

  private static final int NO_MEMORY = 6;
  private static final int CONFIGURATION = 7;

  /** Headers that a request has. */
  private static final List<String> NAMES =
      List.of(":path", ":method", "x-user", ":authority", "cookie");

  private final Random random;
  private final Answers answers;
  private final List<String> guarded = new ArrayList<>();
  private byte[] configuration = new byte[0];

  HostileProxy(Random random) {
    this.random = random;
    this.answers = new Answers(random);
  }

  /** What the next callback is configured with. */
  void configuration(byte[] text) {
    configuration = text;
  }

  /** What guards have logged. */
  List<String> guarded() {
    return guarded;
  }

  /** A function for each import. */
  HostFunction[] functions(WasmModule module) {
    ImportSection section = module.importSection();
    HostFunction[] functions = new HostFunction[section.importCount()];
    for (int i = 0; i < functions.length; i++) {
      FunctionImport wanted = (FunctionImport) section.getImport(i);
      String name = wanted.name();
      functions[i] =
          new HostFunction(
              wanted.module(),
              name,
              module.typeSection().getType(wanted.typeIndex()),
              (instance, arguments) -> new long[] {call(instance, name, arguments)});
    }
    return functions;
  }

  private int call(Instance guest, String name, long[] a) {
    int odd = answers.status();
    if (odd != Answers.OK && !name.equals("proxy_log")) {
      return odd;
    }
    return switch (name) {
      case "proxy_log" -> log(text(guest, a[1], a[2]));
      case "random_get" -> write(guest, (int) a[0], bytes((int) a[1]));
      case "proxy_get_current_time_nanoseconds" -> writeLong(guest, a[0], answers.nanos());
      case "proxy_get_header_map_value" -> give(guest, present(answers.value()), a[3], a[4]);
      case "proxy_get_header_map_pairs" -> give(guest, pairs(), a[1], a[2]);
      case "proxy_get_property" -> give(guest, property(text(guest, a[0], a[1])), a[2], a[3]);
      case "proxy_get_buffer_bytes" -> give(guest, buffer(a), a[3], a[4]);
      case "proxy_get_shared_data" -> shared(guest, a);
      case "proxy_set_shared_data" ->
          answers.store(text(guest, a[0], a[1]), read(guest, a[2], a[3]), (int) a[4]);
      case "proxy_define_metric" -> writeInt(guest, a[3], random.nextInt(1_000));
      default -> Answers.OK;
    };
  }

  private int log(String line) {
    if (line.contains(" failed: ")) {
      guarded.add(line);
    }
    return Answers.OK;
  }

  private byte @Nullable [] present(byte[] value) {
    return random.nextInt(10) == 0 ? null : value;
  }

  /** A map as the ABI serializes it, most of the time. */
  private byte[] pairs() {
    if (random.nextInt(10) == 0) {
      return answers.value();
    }
    List<byte[]> texts = new ArrayList<>();
    int size = Integer.BYTES;
    for (String name : NAMES) {
      texts.add(name.getBytes(StandardCharsets.UTF_8));
      texts.add(answers.value());
    }
    for (byte[] text : texts) {
      size += Integer.BYTES + text.length + 1;
    }
    ByteBuffer pairs = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    pairs.putInt(NAMES.size());
    texts.forEach(text -> pairs.putInt(text.length));
    texts.forEach(text -> pairs.put(text).put((byte) 0));
    return pairs.array();
  }

  private byte @Nullable [] property(String path) {
    boolean number = path.endsWith("code") || path.endsWith("port");
    return present(number ? answers.number() : answers.value());
  }

  private byte[] buffer(long[] a) {
    return a[0] == CONFIGURATION ? configuration : answers.value();
  }

  private int shared(Instance guest, long[] a) {
    String key = text(guest, a[0], a[1]);
    byte[] value = answers.shared(key);
    writeInt(guest, a[4], answers.version(key));
    return give(guest, value, a[2], a[3]);
  }

  private static int give(Instance guest, byte @Nullable [] value, long data, long length) {
    if (value == null) {
      return Answers.NOT_FOUND;
    }
    int address = 0;
    if (value.length > 0) {
      address = (int) guest.export("proxy_on_memory_allocate").apply(value.length)[0];
      if (address == 0) {
        return NO_MEMORY;
      }
      guest.memory().write(address, value);
    }
    writeInt(guest, data, address);
    return writeInt(guest, length, value.length);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(Instance guest, long address, long length) {
    return guest.memory().readBytes((int) address, (int) length);
  }

  private static String text(Instance guest, long address, long length) {
    return new String(read(guest, address, length), StandardCharsets.UTF_8);
  }

  private static int write(Instance guest, int address, byte[] bytes) {
    guest.memory().write(address, bytes);
    return Answers.OK;
  }

  private static int writeInt(Instance guest, long address, int value) {
    guest.memory().writeI32((int) address, value);
    return Answers.OK;
  }

  private static int writeLong(Instance guest, long address, long value) {
    guest.memory().writeLong((int) address, value);
    return Answers.OK;
  }
}
