package dev.weir.rule;

/**
 * Spellings of one resource: a port is {@code tcp:8080}, also where it is written as an address.
 */
public final class ResourceName {

  private static final String SLASHES = "://";
  private static final int HIGHEST_PORT = 65_535;

  private ResourceName() {}

  /**
   * The name by which a resource is known: {@code tcp:8080} for {@code tcp://:8080}, {@code
   * tcp://0.0.0.0:8080}, {@code tcp://[::]:8080} and {@code tcp://*:8080}; {@code udp:53} alike. An
   * address that is one of many stays: {@code tcp://192.0.2.1:8080}. Every other name is itself.
   */
  public static String canonical(String resource) {
    boolean port = resource.startsWith("tcp" + SLASHES) || resource.startsWith("udp" + SLASHES);
    int colon = resource.lastIndexOf(':');
    int host = 3 + SLASHES.length();
    if (!port || colon < host || !isEverywhere(resource.substring(host, colon))) {
      return resource;
    }
    String number = resource.substring(colon + 1);
    return isPort(number) ? resource.substring(0, 3) + ":" + number : resource;
  }

  private static boolean isEverywhere(String host) {
    return host.isEmpty() || host.equals("*") || host.equals("0.0.0.0") || host.equals("[::]");
  }

  private static boolean isPort(String number) {
    if (number.isEmpty() || number.length() > 5 || number.charAt(0) == '0') {
      return false;
    }
    int port = 0;
    for (int i = 0; i < number.length(); i++) {
      char digit = number.charAt(i);
      if (digit < '0' || digit > '9') {
        return false;
      }
      port = 10 * port + digit - '0';
    }
    return port <= HIGHEST_PORT;
  }
}
