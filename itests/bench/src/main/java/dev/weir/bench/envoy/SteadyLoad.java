package dev.weir.bench.envoy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a given rate until closed, some for a path that passes and some for one that is
 * closed; counts what came back otherwise.
 */
final class SteadyLoad implements AutoCloseable {

  private static final int PASSING = 3;
  private static final int OK = 200;
  private static final int REFUSED = 429;

  private final int port;
  private final long periodNanos;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong unfiltered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile boolean running = true;

  /**
   * Starts four connections, three for the one and one for the other.
   *
   * @param open a path that is answered with 200
   * @param closed a path that is refused with 429
   * @param perSecond requests, together
   */
  SteadyLoad(int port, String open, String closed, int perSecond) {
    this.port = port;
    this.periodNanos = 1_000_000_000L * (PASSING + 1) / perSecond;
    for (int i = 0; i < PASSING; i++) {
      threads.add(new Thread(() -> run(open, OK), "load-" + i));
    }
    threads.add(new Thread(() -> run(closed, REFUSED), "load-closed"));
    threads.forEach(Thread::start);
  }

  private void run(String path, int expected) {
    while (running) {
      try (KeptConnection connection = new KeptConnection(port, path)) {
        ask(connection, expected);
      } catch (IOException e) {
        failed.incrementAndGet();
      }
    }
  }

  private void ask(KeptConnection connection, int expected) throws IOException {
    long due = System.nanoTime();
    while (running) {
      LockSupport.parkNanos(due - System.nanoTime());
      int status = connection.ask();
      answers.incrementAndGet();
      if (status != expected) {
        (expected == REFUSED && status == OK ? unfiltered : failed).incrementAndGet();
      }
      due = Math.max(due + periodNanos, System.nanoTime() - 1_000_000_000L);
    }
  }

  /** Requests that were answered. */
  long answers() {
    return answers.get();
  }

  /** Requests for the closed path that passed. */
  long unfiltered() {
    return unfiltered.get();
  }

  /** Requests without an answer, or with one that no rule gives. */
  long failed() {
    return failed.get();
  }

  @Override
  public void close() {
    running = false;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
