package dev.weir.bench.decision;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * How long the thread that made it was ready to run and had no core, as the kernel counts it: what
 * the machine's other work takes, and nobody's fault here. The second figure of {@code schedstat}.
 */
final class RunDelay implements AutoCloseable {

  private final RandomAccessFile file;
  private final byte[] text = new byte[128];
  private long last;

  RunDelay() {
    try {
      file = new RandomAccessFile("/proc/thread-self/schedstat", "r");
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel must count delays (CONFIG_SCHED_INFO)", e);
    }
    last = total();
  }

  /** Nanoseconds since the last call. */
  long take() {
    long now = total();
    long taken = now - last;
    last = now;
    return taken;
  }

  private long total() {
    try {
      file.seek(0);
      int length = file.read(text);
      String line = new String(text, 0, Math.max(length, 0), StandardCharsets.US_ASCII);
      int start = line.indexOf(' ') + 1;
      return Long.parseLong(line.substring(start, line.indexOf(' ', start)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
