package dev.weir.metric;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The whole lines of a file from an offset on. One that is longer than {@value #MAX_LINE} bytes is
 * passed over, and so is the last one while it has no line feed: it is being written, or torn.
 */
final class LineStream implements Closeable {

  /** Longest line, in bytes: above what a name of {@link LineFormat#MAX_NAME} can come to. */
  static final int MAX_LINE = 16_384;

  private final SeekableByteChannel file;
  private final ByteBuffer read = ByteBuffer.allocate(65_536).flip();
  private final byte[] line = new byte[MAX_LINE];

  private LineStream(SeekableByteChannel file) {
    this.file = file;
  }

  /** Opens a file; at its start if it is not so long. */
  static LineStream open(Path path, long offset) throws IOException {
    SeekableByteChannel file = Files.newByteChannel(path);
    file.position(offset <= file.size() ? offset : 0);
    return new LineStream(file);
  }

  /** The next line without its line feed; null after the last. */
  @Nullable String next() throws IOException {
    int length = 0;
    while (fill()) {
      byte b = read.get();
      if (b != '\n') {
        if (length < MAX_LINE) {
          line[length] = b;
        }
        length++;
      } else if (length <= MAX_LINE) {
        return new String(line, 0, length, StandardCharsets.UTF_8);
      } else {
        length = 0;
      }
    }
    return null;
  }

  private boolean fill() throws IOException {
    if (read.hasRemaining()) {
      return true;
    }
    read.clear();
    int count = file.read(read);
    read.flip();
    return count > 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
