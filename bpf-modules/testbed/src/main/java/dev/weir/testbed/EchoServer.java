package dev.weir.testbed;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Answers the bytes of each connection with the same. */
public final class EchoServer implements Closeable {

  private static final int BACKLOG = 512;
  private static final int PATIENCE_SECONDS = 30;

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private EchoServer(ServerSocket server) {
    this.server = server;
  }

  /** Listens, and answers until it is closed. */
  public static EchoServer at(String address, int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(address, port), BACKLOG);
    EchoServer echo = new EchoServer(socket);
    echo.threads.execute(echo::accept);
    return echo;
  }

  /** Ends it; its clients have ended their connections before. */
  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("a client of " + server + " has not ended its connection");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> answer(socket));
      } catch (IOException e) {
        // The client has reset the connection before it was taken; or the server is closed.
      }
    }
  }

  private static void answer(Socket open) {
    try (Socket socket = open) {
      socket.setTcpNoDelay(true);
      for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
        socket.getOutputStream().write(b);
      }
    } catch (IOException e) {
      // The client has reset the connection, as it does with every one.
    }
  }
}
