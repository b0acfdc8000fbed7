package dev.weir.source.etcd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A password, or the file it is read from at every connection; never shown. */
final class Secret {

  /** Longest password file, in bytes. */
  private static final long MAX_BYTES = 4_096;

  private final String value;
  private final String file;

  Secret(String value, String file) {
    if (!value.isEmpty() && !file.isBlank()) {
      throw new IllegalArgumentException("give password or password.file, not both");
    }
    this.value = value;
    this.file = file.strip();
  }

  /** The password; a line break at the end of a file is not part of it. */
  String reveal() throws IOException {
    if (file.isEmpty()) {
      return value;
    }
    Path path = Path.of(file);
    if (Files.size(path) > MAX_BYTES) {
      throw new IOException(path + ": a password has at most " + MAX_BYTES + " bytes");
    }
    return Files.readString(path).stripTrailing();
  }

  @Override
  public String toString() {
    return "***";
  }
}
