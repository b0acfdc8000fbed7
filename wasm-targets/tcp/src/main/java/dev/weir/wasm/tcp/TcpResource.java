package dev.weir.wasm.tcp;

/** Names of TCP resources: {@code tcp:PORT} for connections, {@code tcp:PORT/bytes} for bytes. */
final class TcpResource {

  private static final String PREFIX = "tcp:";
  private static final String BYTES = "/bytes";
  private static final int MAX_PORT = 65_535;

  private TcpResource() {}

  /** Why no connection can have the name, a clause; empty when one can. */
  static String fault(String resource) {
    String port =
        resource.endsWith(BYTES)
            ? resource.substring(0, resource.length() - BYTES.length())
            : resource;
    if (port.startsWith(PREFIX) && isPort(port.substring(PREFIX.length()))) {
      return "";
    }
    return "the resource is not tcp:PORT or tcp:PORT/bytes, was '" + resource + "'";
  }

  /** A port as the filter writes it: no sign, no leading zero. */
  private static boolean isPort(String text) {
    if (text.isEmpty() || text.length() > 5 || text.charAt(0) == '0') {
      return false;
    }
    int port = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      port = 10 * port + c - '0';
    }
    return port <= MAX_PORT;
  }
}
