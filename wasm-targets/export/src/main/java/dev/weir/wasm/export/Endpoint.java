package dev.weir.wasm.export;

import java.util.Map;

/**
 * Where something listens.
 *
 * @param host an IP address; in brackets on the command line if it is of version 6
 * @param port 1 to 65535
 */
record Endpoint(String host, int port) {

  private static final int MAX_PORT = 65_535;

  Endpoint {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("an endpoint needs a host");
    }
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("a port is 1 to " + MAX_PORT + ", was " + port);
    }
  }

  /** Of HOST:PORT. */
  static Endpoint of(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("expected HOST:PORT, was '" + text + "'");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new Endpoint(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected HOST:PORT, was '" + text + "'", e);
    }
  }

  /** As Envoy's Address. */
  Map<String, Object> address() {
    return Map.of("socket_address", Tree.map("address", host, "port_value", port));
  }
}
