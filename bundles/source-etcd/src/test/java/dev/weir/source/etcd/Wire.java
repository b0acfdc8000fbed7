package dev.weir.source.etcd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP connection to a server that a test can cut and mend. */
final class Wire implements AutoCloseable {

  private final ServerSocket ears;
  private final int target;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  Wire(int target) throws IOException {
    this.target = target;
    this.ears = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return ears.getLocalPort();
  }

  /** Ends every connection, and each new one at once, until mended. */
  void cut() {
    cut = true;
    drop();
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    try {
      while (!ears.isClosed()) {
        Socket near = ears.accept();
        if (cut) {
          near.close();
          continue;
        }
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        open.addAll(List.of(near, far));
        start(() -> pump(near, far));
        start(() -> pump(far, near));
      }
    } catch (IOException closed) {
      drop();
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException closed) {
      // both ends are closed by now
    }
  }

  private void drop() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException gone) {
        throw new IllegalStateException(gone);
      }
    }
    open.clear();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    ears.close();
    drop();
  }
}
