package dev.weir.testbed;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A client in the clients' namespace that does the same again and again, one at a time. */
public final class Calls implements AutoCloseable {

  private static final int CONNECT_MS = 20_000;
  private static final long PAUSE_NANOS = 500_000;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Thread caller;
  private volatile boolean stopped;
  private volatile long made;
  private volatile String trouble = "";

  /** One round of calls. */
  @FunctionalInterface
  public interface Round {
    void once() throws IOException;
  }

  private Calls(VethPair veth, Round round) {
    this.caller = new Thread(() -> run(veth, round), "calls of " + veth.name());
  }

  /** Begins. */
  public static Calls start(VethPair veth, Round round) {
    Calls calls = new Calls(veth, round);
    calls.caller.start();
    return calls;
  }

  /** A connection that ends with a reset, so that no port is kept; null where it is refused. */
  public static @Nullable Socket connect(InetSocketAddress to) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoLinger(true, 0);
      socket.setTcpNoDelay(true);
      socket.connect(to, CONNECT_MS);
      return socket;
    } catch (ConnectException e) {
      socket.close();
      return null;
    }
  }

  /** Waits for so many more rounds. */
  public void awaitMore(int rounds) throws IOException {
    long enough = made + rounds;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (made < enough) {
      if (!trouble.isEmpty() || System.nanoTime() > deadline) {
        throw new IOException("no call is made any more: " + trouble);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Ends after the round that is under way: how many there were. */
  public long stop() throws IOException, InterruptedException {
    stopped = true;
    caller.join();
    if (!trouble.isEmpty()) {
      throw new IOException(trouble);
    }
    return made;
  }

  @Override
  public void close() {
    stopped = true;
    try {
      caller.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(VethPair veth, Round round) {
    try {
      veth.asClient(
          () -> {
            long count = 0;
            while (!stopped) {
              round.once();
              count++;
              made = count;
            }
            return count;
          });
    } catch (Exception e) {
      trouble = String.valueOf(e.getMessage());
    }
  }
}
