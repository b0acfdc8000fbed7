package dev.weir.hostile;

import java.io.IOException;
import java.io.InputStream;

/** The modules, by the name of their file. */
enum Filter {
  HTTP("weir-http"),
  GRPC("weir-grpc"),
  TCP("weir-tcp"),
  SERVICE("weir-service");

  private final String file;

  Filter(String file) {
    this.file = file;
  }

  /** Its name. */
  String file() {
    return file;
  }

  /** The module. */
  byte[] module() throws IOException {
    String path = "/" + file + ".wasm";
    try (InputStream in = Filter.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " is not on the class path");
      }
      return in.readAllBytes();
    }
  }
}
