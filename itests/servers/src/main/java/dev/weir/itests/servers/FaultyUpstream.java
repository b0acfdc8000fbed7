package dev.weir.itests.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service on loopback that takes connections and serves none of them well. It understands no
 * protocol, so it stands for services of HTTP/1 and HTTP/2 alike.
 */
public final class FaultyUpstream implements AutoCloseable {

  private static final int LONGEST_READ = 65_536;

  private final ServerSocket server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final Fault fault;

  /** What it does to a connection on which something came. */
  public enum Fault {
    /** Resets it. */
    RESET,
    /** Never answers. */
    HANG
  }

  /** Starts one. */
  public FaultyUpstream(Fault fault) throws IOException {
    this.fault = fault;
    threads.execute(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      byte[] bytes = new byte[LONGEST_READ];
      if (in.read(bytes) < 0) {
        return;
      }
      connections.incrementAndGet();
      switch (fault) {
        case RESET -> socket.setSoLinger(true, 0);
        case HANG -> in.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException gone) {
      // The proxy has closed it.
    } finally {
      open.remove(socket);
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** On how many connections something came. */
  public int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException alreadyGone) {
      // Nothing is left to close.
    }
    threads.shutdownNow();
  }
}
