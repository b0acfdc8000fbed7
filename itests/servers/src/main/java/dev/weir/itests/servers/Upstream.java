package dev.weir.itests.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A service that answers everything with 200, or as a test wants it, on loopback. */
public final class Upstream implements AutoCloseable {

  private static final int LONGEST_HOLD_SECONDS = 60;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final List<Long> arrivals = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** Starts it. */
  public Upstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    arrivals.add(System.nanoTime());
    int answered = status;
    try {
      if (!gate.await(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS)) {
        answered = 504;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answered = 504;
    }
    exchange.sendResponseHeaders(answered, -1);
    exchange.close();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** What it answers from now on. */
  public void answerWith(int newStatus) {
    status = newStatus;
  }

  /** Answers nobody until released. */
  public void hold() {
    gate = new CountDownLatch(1);
  }

  /** Answers those that wait, and all that come. */
  public void release() {
    gate.countDown();
  }

  /** When requests came, in System.nanoTime, in the order in which they came. */
  public List<Long> arrivals() {
    return arrivals;
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
