package dev.weir.bench.kernel.swaps;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers each connection's bytes with the same, one connection at a time. */
final class EchoServer implements AutoCloseable {

  private static final int BACKLOG = 512;

  private final ServerSocket server;
  private final Thread thread;

  private EchoServer(ServerSocket server) {
    this.server = server;
    this.thread = new Thread(this::serve, "echo at " + server.getLocalPort());
  }

  static EchoServer at(String address, int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(address, port), BACKLOG);
    EchoServer echo = new EchoServer(socket);
    echo.thread.start();
    return echo;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    server.close();
    thread.join();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setTcpNoDelay(true);
        for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
          socket.getOutputStream().write(b);
        }
      } catch (IOException e) {
        // The client has reset the connection, as it does with every one; or the server is closed.
        continue;
      }
    }
  }
}
