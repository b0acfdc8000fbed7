package dev.weir.source.file;

import dev.weir.hook.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file: UTF-8 of at most {@link Document#MAX_TEXT} bytes. */
final class Text {

  private Text() {}

  /** Says why a file is no text that Weir takes. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Reads all of a file, and never more than the bound. */
  static String read(Path path) throws IOException, RefusedException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(Document.MAX_TEXT + 1);
    }
    if (bytes.length > Document.MAX_TEXT) {
      throw new RefusedException(
          "has more than " + Document.MAX_TEXT + " bytes: split it into several files");
    }
    return decode(bytes);
  }

  static String decode(byte[] bytes) throws RefusedException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      throw new RefusedException(
          "is not UTF-8 at byte " + in.position() + " (counted from 0): save it as UTF-8");
    }
    return out.flip().toString();
  }
}
