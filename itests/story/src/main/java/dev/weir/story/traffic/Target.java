package dev.weir.story.traffic;

import java.net.InetSocketAddress;

/**
 * Where traffic goes, and where it seems to come from.
 *
 * @param host address of the other end
 * @param port of the other end
 * @param source address to send from; empty for the system's choice
 */
public record Target(String host, int port, String source) {

  /**
   * Reads {@code HOST:PORT}.
   *
   * @throws IllegalArgumentException when it has another form
   */
  public static Target parse(String hostPort) {
    int colon = hostPort.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("expected HOST:PORT, was '" + hostPort + "'");
    }
    try {
      int port = Integer.parseInt(hostPort.substring(colon + 1));
      return new Target(hostPort.substring(0, colon), port, "");
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected HOST:PORT, was '" + hostPort + "'", e);
    }
  }

  /** The same end, reached from a certain address. */
  public Target from(String address) {
    return new Target(host, port, address);
  }

  /** The same port on another host. */
  public Target at(String address) {
    return new Target(address, port, source);
  }

  InetSocketAddress remote() {
    return new InetSocketAddress(host, port);
  }

  /** The address to bind before connecting; port 0 is any. */
  InetSocketAddress local() {
    return source.isEmpty() ? new InetSocketAddress(0) : new InetSocketAddress(source, 0);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
