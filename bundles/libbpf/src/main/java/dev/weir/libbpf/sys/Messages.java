package dev.weir.libbpf.sys;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/**
 * What libbpf prints, collected per thread: libbpf has one print function per process and calls it
 * on the thread that is at work.
 */
public final class Messages {

  /** Longest message kept, in bytes; a verifier's log is cut here. */
  private static final int MAX_MESSAGE = 1 << 20;

  private static final int DEBUG = 2;

  private static final ThreadLocal<StringBuilder> COLLECTED =
      ThreadLocal.withInitial(StringBuilder::new);

  /** libbpf holds this pointer for the life of the process, so it is never collected. */
  private static final Libbpf.PrintFunction PRINT = Messages::print;

  private Messages() {}

  static void listen() {
    Libbpf.libbpf_set_print(PRINT);
  }

  /** What was printed on this thread since the last call. */
  public static String take() {
    StringBuilder text = COLLECTED.get();
    String taken = text.toString();
    text.setLength(0);
    text.trimToSize();
    return taken;
  }

  private static int print(int level, Pointer format, Pointer arguments) {
    StringBuilder text = COLLECTED.get();
    if (level >= DEBUG || text.length() > MAX_MESSAGE) {
      return 0;
    }
    try (Memory line = new Memory(MAX_MESSAGE)) {
      line.setByte(0, (byte) 0);
      Libc.vsnprintf(line, MAX_MESSAGE, format, arguments);
      text.append(line.getString(0, StandardCharsets.UTF_8.name()));
    }
    return 0;
  }
}
