package dev.weir.itests.karaf;

import dev.weir.itests.servers.Eventually;
import dev.weir.testbed.Calls;
import dev.weir.testbed.EchoServer;
import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Connections from the clients' namespace to a port here, one after another, a byte each way. Each
 * is reset at its end.
 */
final class PortCalls implements AutoCloseable {

  private final InetSocketAddress address;
  private final EchoServer server;
  private final AtomicLong made = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicReference<Socket> held = new AtomicReference<>();
  private volatile boolean holds;
  private final Calls calls;

  private PortCalls(VethPair veth, int port) throws IOException {
    this.address = new InetSocketAddress(veth.address(1), port);
    this.server = EchoServer.at(veth.address(1), port);
    this.calls = Calls.start(veth, this::call);
  }

  /** Begins. */
  static PortCalls start(VethPair veth, int port) throws IOException {
    return new PortCalls(veth, port);
  }

  /** Waits for so many more that are made. */
  void awaitMade(int more) throws Exception {
    long enough = made() + more;
    Eventually.get("calls", this::made, number -> number >= enough);
  }

  /** Waits for so many more that are refused. */
  void awaitRefused(int more) throws Exception {
    long enough = refused() + more;
    Eventually.get("refusals", this::refused, number -> number >= enough);
  }

  /** The next connection that is made stays open, until the end. */
  void hold() throws Exception {
    holds = true;
    Eventually.get("a connection that is held", held::get, socket -> socket != null);
  }

  long made() {
    return made.get();
  }

  long refused() {
    return refused.get();
  }

  /** Ends it; the numbers are final then. */
  void stop() throws IOException, InterruptedException {
    calls.stop();
  }

  @Override
  public void close() throws IOException {
    calls.close();
    Socket kept = held.get();
    if (kept != null) {
      kept.close();
    }
    server.close();
  }

  private void call() throws IOException {
    Socket socket = Calls.connect(address);
    if (socket == null) {
      refused.incrementAndGet();
      return;
    }
    made.incrementAndGet();
    socket.getOutputStream().write(1);
    socket.getInputStream().read();
    if (!holds || !held.compareAndSet(null, socket)) {
      socket.close();
    }
  }
}
