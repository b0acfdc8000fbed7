package dev.weir.source.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A token, or the file it is read from at every request; never shown. */
final class Secret {

  /** Longest token file, in bytes. */
  private static final long MAX_BYTES = 64 * 1024;

  private final String value;
  private final String file;

  Secret(String value, String file) {
    if (!value.isEmpty() && !file.isBlank()) {
      throw new IllegalArgumentException("give token or token.file, not both");
    }
    this.value = value;
    this.file = file.strip();
  }

  boolean isEmpty() {
    return value.isEmpty() && file.isEmpty();
  }

  /**
   * The token.
   *
   * @throws UncheckedIOException when its file cannot be read
   */
  String reveal() {
    if (file.isEmpty()) {
      return value;
    }
    Path path = Path.of(file);
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new IOException("a token has at most " + MAX_BYTES + " bytes");
      }
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("token.file: " + path + " cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
