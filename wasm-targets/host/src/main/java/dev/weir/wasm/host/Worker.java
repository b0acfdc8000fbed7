package dev.weir.wasm.host;

import java.nio.charset.StandardCharsets;

/** A filter in one worker of a {@link MockProxy}. */
public interface Worker {

  /** Gives the filter bytes for a configuration; whether it takes them. */
  boolean configure(byte[] configuration);

  /** Gives the filter a configuration; whether it takes it. */
  default boolean configure(String configuration) {
    return configure(configuration.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a request through the filter. */
  Answer request(Request request);

  /** How many calls of the host the filter has made, without logging. */
  int calls();
}
