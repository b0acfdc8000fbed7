package dev.weir.engine;

/**
 * The machine's clock: the wall time at which it was made, and from then on the monotonic one. So
 * it never goes back, and a correction of the wall clock leaves windows and queues alone.
 */
public final class SystemClock implements Clock {

  private static final long NANOS_PER_MS = 1_000_000;

  private final long offset = System.currentTimeMillis() * NANOS_PER_MS - System.nanoTime();

  @Override
  public long nanos() {
    return System.nanoTime() + offset;
  }
}
