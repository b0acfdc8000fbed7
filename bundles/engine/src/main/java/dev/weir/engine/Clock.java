package dev.weir.engine;

/** Wall time as the statistic windows read it; tests step one by hand. */
@FunctionalInterface
public interface Clock {

  /** Milliseconds since the epoch, not negative. */
  long millis();
}
