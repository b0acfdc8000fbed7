package dev.weir.story;

import dev.weir.story.stage.Stage;
import dev.weir.story.traffic.Target;
import dev.weir.story.traffic.TcpConnects;
import java.io.IOException;

/**
 * Connections tried against a {@link ConnectionRule}.
 *
 * @param rule in force
 */
record Limit(ConnectionRule rule) {

  /** The bucket is full again after a second; this much more for the clocks. */
  private static final int FULL_MS = 1_200;

  private static final int TRIES = 4;

  /**
   * Tries connections at once, with a full bucket.
   *
   * @throws IOException when the client was never fast enough to be sure of the number
   */
  TcpConnects.Result tryFrom(Stage stage, String source, int connections)
      throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      Thread.sleep(FULL_MS);
      TcpConnects.Result result = tryNow(stage, source, connections);
      if (result.firedInMs() < rule.refillMs()) {
        return result;
      }
    }
    throw new IOException(
        connections + " SYNs took longer than " + rule.refillMs() + " ms: machine too busy");
  }

  /** Tries connections at once, whatever the bucket holds. */
  TcpConnects.Result tryNow(Stage stage, String source, int connections)
      throws IOException, InterruptedException {
    Target to = new Target(stage.network().address(), rule.port(), source);
    return stage.run(new TcpConnects(to, connections), TcpConnects.Result.class);
  }

  /** What became of them, in words. */
  static String words(TcpConnects.Result result) {
    return words(result.connected(), result.unanswered(), result.refused());
  }

  /** The same, of numbers. */
  static String words(int connected, int unanswered, int reset) {
    return connected + " connected, " + (unanswered + reset) + " refused";
  }
}
