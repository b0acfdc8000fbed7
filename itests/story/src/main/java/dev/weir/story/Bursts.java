package dev.weir.story;

import dev.weir.story.stage.Stage;
import dev.weir.story.traffic.Answer;
import dev.weir.story.traffic.HttpBurst;
import java.io.IOException;
import java.util.List;

/** Bursts of orders, each inside one bucket of the limiter's window, and what they must show. */
final class Bursts {

  private static final int CONNECTIONS = 16;

  /** On a busy machine a burst may not fit into its bucket; then it says nothing. */
  private static final int TRIES = 4;

  private Bursts() {}

  /**
   * Sends bursts in successive seconds.
   *
   * @throws IOException when none of a few tries fitted into its buckets
   */
  static List<HttpBurst.Burst> send(Stage stage, int requests, int bursts)
      throws IOException, InterruptedException {
    HttpBurst job =
        new HttpBurst(
            stage.http(), OrdersRule.PATH, OrdersRule.HEADER, CONNECTIONS, requests, bursts);
    for (int i = 0; i < TRIES; i++) {
      HttpBurst.Result result = stage.run(job, HttpBurst.Result.class);
      if (result.bursts().stream().allMatch(HttpBurst.Burst::alone)) {
        return result.bursts();
      }
    }
    throw new IOException(
        requests + " requests did not fit into 500 ms in " + TRIES + " tries: machine too busy");
  }

  /** Checks that each of some bursts had the limit let through and the rest refused. */
  static void limited(
      Report report, String line, List<HttpBurst.Burst> bursts, int limit, Answer refusal) {
    int second = 1;
    for (HttpBurst.Burst burst : bursts) {
      int refused = burst.answers().stream().mapToInt(Answer.Counted::count).sum() - limit;
      String which = bursts.size() > 1 ? line + ", second " + second++ : line;
      report.equal(which, words(limit, refused, 0), seen(burst, refusal));
    }
  }

  /** Checks that all of a burst was let through. */
  static void free(Report report, String line, HttpBurst.Burst burst, int requests) {
    report.equal(line, words(requests, 0, 0), seen(burst, new Answer(429, "", "")));
  }

  private static String seen(HttpBurst.Burst burst, Answer refusal) {
    int all = burst.answers().stream().mapToInt(Answer.Counted::count).sum();
    int passed = burst.count(200);
    int refused = burst.count(refusal);
    return words(passed, refused, all - passed - refused);
  }

  private static String words(int passed, int refused, int other) {
    return passed + " x 200, " + refused + " x 429" + (other > 0 ? ", " + other + " other" : "");
  }
}
