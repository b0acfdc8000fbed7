package dev.weir.itests.envoy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that ask GET /orders at a pace until closed, and when those were let through: each
 * between two moments of wall time, which is the proxy's.
 */
final class TimedLoad implements AutoCloseable {

  private static final int CLIENTS = 8;
  private static final int PAUSE_MS = 15;

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Pass> passes;
  private volatile boolean closed;

  /**
   * A request that was let through.
   *
   * @param fromMs when it was sent
   * @param toMs when its answer was there
   */
  record Pass(int port, long fromMs, long toMs) {}

  /**
   * Begins.
   *
   * @param passes takes what is let through; safe for threads
   */
  TimedLoad(int port, List<Pass> passes) {
    this.passes = passes;
    request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders"))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    for (int i = 0; i < CLIENTS; i++) {
      threads.add(new Thread(() -> run(port), "timed-load-" + i));
    }
    threads.forEach(Thread::start);
  }

  private void run(int port) {
    try {
      while (!closed) {
        long from = System.currentTimeMillis();
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status == 200) {
          passes.add(new Pass(port, from, System.currentTimeMillis()));
        }
        Thread.sleep(PAUSE_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException("the proxy at " + port + " does not answer", e);
    }
  }

  /** Ends after the requests that are under way have been answered. */
  @Override
  public void close() {
    closed = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
