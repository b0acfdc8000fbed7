package dev.weir.metric;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of lines and its index, open for appending. The index has two big-endian longs per second:
 * the second since the epoch, and where its lines begin. What a full disk took in part only is cut
 * off again, so that the file ends in a whole line.
 */
final class LogFile implements Closeable {

  private final Path path;
  private final Tail lines;
  private final Tail index;

  private LogFile(Path path, Tail lines, Tail index) {
    this.path = path;
    this.lines = lines;
    this.index = index;
  }

  /** Begins a file, empty. */
  static LogFile create(Path path) throws IOException {
    Tail lines = new Tail(path);
    try {
      return new LogFile(path, lines, new Tail(MetricFiles.index(path)));
    } catch (IOException e) {
      lines.close();
      throw e;
    }
  }

  /** Whether its two names still lead to something: it may have been removed or moved away. */
  boolean isThere() {
    return Files.exists(path) && Files.exists(MetricFiles.index(path));
  }

  /** Bytes of lines. */
  long size() {
    return lines.size;
  }

  void append(byte[] text) throws IOException {
    lines.append(text);
  }

  /** Notes that the lines of a second begin here. */
  void mark(long second) throws IOException {
    index.append(ByteBuffer.allocate(2 * Long.BYTES).putLong(second).putLong(lines.size).array());
  }

  @Override
  public void close() throws IOException {
    try (lines) {
      index.close();
    }
  }

  /** One file, and how much of it is good. */
  private static final class Tail implements Closeable {

    private final RandomAccessFile file;
    private long size;

    Tail(Path path) throws IOException {
      file = new RandomAccessFile(path.toFile(), "rw");
      file.setLength(0);
    }

    void append(byte[] bytes) throws IOException {
      try {
        file.seek(size);
        file.write(bytes);
        size += bytes.length;
      } catch (IOException e) {
        cut(e);
        throw e;
      }
    }

    private void cut(IOException cause) {
      try {
        file.setLength(size);
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
