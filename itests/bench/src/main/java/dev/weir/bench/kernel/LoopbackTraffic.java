package dev.weir.bench.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Connections of this process with itself: each is made, used, and ended in order. */
final class LoopbackTraffic implements AutoCloseable {

  private static final int CONNECTIONS = 1_000;
  private static final int EXCHANGES = 10;

  private final ServerSocketChannel server;
  private final ByteBuffer data = ByteBuffer.allocateDirect(64);

  private LoopbackTraffic(ServerSocketChannel server) {
    this.server = server;
  }

  static LoopbackTraffic open() throws IOException {
    InetAddress host = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return new LoopbackTraffic(
        ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(host, 0)));
  }

  /** A thousand connections. */
  void run() throws IOException {
    SocketAddress address = server.getLocalAddress();
    for (int i = 0; i < CONNECTIONS; i++) {
      try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
        client.connect(address);
        converse(client);
      }
    }
  }

  private void converse(SocketChannel client) throws IOException {
    try (SocketChannel served = server.accept()) {
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      served.setOption(StandardSocketOptions.TCP_NODELAY, true);
      for (int i = 0; i < EXCHANGES; i++) {
        pass(client, served);
        pass(served, client);
      }
    }
  }

  private void pass(SocketChannel from, SocketChannel to) throws IOException {
    data.clear();
    while (data.hasRemaining()) {
      from.write(data);
    }
    data.clear();
    while (data.hasRemaining()) {
      if (to.read(data) < 0) {
        throw new IOException("a connection over the loopback has ended");
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
