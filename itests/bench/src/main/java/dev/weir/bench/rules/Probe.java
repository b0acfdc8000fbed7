package dev.weir.bench.rules;

import java.io.IOException;

/**
 * Looks whether traffic passes, over and over, on a thread of its own, and notes when that changes.
 */
abstract class Probe implements AutoCloseable {

  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final Thread thread;
  private final Object gate = new Object();
  private boolean passes = true;
  private long changedAt = System.nanoTime();
  private volatile boolean closed;
  private Exception broken = new IllegalStateException("not started");
  private boolean isBroken;

  Probe(String name) {
    thread = new Thread(this::look, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * What was seen of one request or packet.
   *
   * @param passes whether it came through
   * @param at when that was so, of {@link System#nanoTime()}
   */
  record Seen(boolean passes, long at) {}

  /** Sends one. */
  abstract Seen send() throws Exception;

  private void look() {
    try {
      while (!closed) {
        Seen now = send();
        synchronized (gate) {
          if (now.passes() != passes) {
            passes = now.passes();
            changedAt = now.at();
            gate.notifyAll();
          }
        }
        Thread.sleep(0, 300_000);
      }
    } catch (Exception e) {
      synchronized (gate) {
        broken = e;
        isBroken = !closed;
        gate.notifyAll();
      }
    }
  }

  /**
   * Waits until traffic passes, or does not.
   *
   * @return the time at which that was seen first, of {@link System#nanoTime()}
   */
  long await(boolean passing) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    synchronized (gate) {
      while (passes != passing) {
        if (isBroken) {
          throw broken;
        }
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new IllegalStateException(
              thread.getName() + (passing ? " passes not" : " still passes") + " after 30 s");
        }
        gate.wait(left);
      }
      return changedAt;
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
