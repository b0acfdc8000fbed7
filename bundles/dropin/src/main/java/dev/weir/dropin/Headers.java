package dev.weir.dropin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Weir's headers that a dropped source may include; the bundle carries them. */
final class Headers {

  private static final List<String> NAMES = List.of("weir/bpf.h", "weir/chain.h");

  private Headers() {}

  /** Writes them below a folder. */
  static void unpack(Path folder) throws IOException {
    for (String name : NAMES) {
      Path header = folder.resolve(name);
      Files.createDirectories(header.getParent());
      try (InputStream in = Headers.class.getResourceAsStream("/include/" + name)) {
        if (in == null) {
          throw new IOException("the bundle does not carry " + name + ": build it again");
        }
        Files.copy(in, header);
      }
    }
  }

  /** Removes what {@link #unpack} wrote. */
  static void remove(Path folder) throws IOException {
    for (String name : NAMES) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(folder.resolve("weir"));
  }
}
