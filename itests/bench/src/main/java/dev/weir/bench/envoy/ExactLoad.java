package dev.weir.bench.envoy;

import dev.weir.bench.UnavailableException;
import java.io.IOException;
import java.util.List;

/** How much comes at a limit. */
enum ExactLoad {

  /** As much as the machine gives: ten times the limit and more. */
  MANY_TIMES("as much as comes") {
    @Override
    void on(int port, int limit, int seconds)
        throws IOException, InterruptedException, UnavailableException {
      Wrk.run(List.of("-t2", "-c64", "-d" + seconds + "s", Wrk.url(port)));
    }
  },

  /** Five in a hundred more than may pass. */
  JUST_ABOVE("1.05 of the limit") {
    @Override
    void on(int port, int limit, int seconds) throws IOException {
      PacedLoad.run(port, CONNECTIONS, limit * 105 / 100, seconds);
    }
  };

  private static final int CONNECTIONS = 2 * Exactness.WORKERS;

  private final String described;

  ExactLoad(String described) {
    this.described = described;
  }

  /** In words. */
  String described() {
    return described;
  }

  /** Loads a listener. */
  abstract void on(int port, int limit, int seconds)
      throws IOException, InterruptedException, UnavailableException;
}
