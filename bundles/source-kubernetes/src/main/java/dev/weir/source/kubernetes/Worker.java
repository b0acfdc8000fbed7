package dev.weir.source.kubernetes;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon thread that does one thing until it is stopped. */
final class Worker {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long JOIN_MS = 5_000;

  private final Thread thread;
  private volatile boolean stopped;

  /** What it does; ends when interrupted. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  Worker(String name, Work work) {
    thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException | LinkageError broken) {
                if (!stopped) {
                  LOG.error("{} ended: restart bundle dev.weir.source-kubernetes", name, broken);
                }
              }
            },
            name);
    thread.setDaemon(true);
    // The client finds its parts through the thread's class loader.
    thread.setContextClassLoader(Worker.class.getClassLoader());
  }

  void start() {
    thread.start();
  }

  boolean stopped() {
    return stopped;
  }

  /** Asks it to end, without waiting. */
  void interrupt() {
    stopped = true;
    thread.interrupt();
  }

  /** Ends it, and waits until it has ended. */
  void stop() {
    interrupt();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(JOIN_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
