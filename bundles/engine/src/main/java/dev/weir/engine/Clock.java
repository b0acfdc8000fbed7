package dev.weir.engine;

/** Time as the engine reads it, once per enter and once per exit; tests step one by hand. */
@FunctionalInterface
public interface Clock {

  /** Nanoseconds since the epoch, not negative. */
  long nanos();
}
