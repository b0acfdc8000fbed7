package dev.weir.story;

import dev.weir.story.stage.ClientProcess;
import dev.weir.story.stage.Stage;
import dev.weir.story.traffic.HttpProbe;
import java.util.Map;

/** A rule in a file, held to the request over both workers of Envoy; then an edit of the file. */
final class RuleFileChapter implements Chapter {

  private static final int OVER = 37;
  private static final int SECONDS = 3;
  private static final int PROBE_SECONDS = 30;

  @Override
  public String title() {
    return "1 rule file";
  }

  @Override
  public boolean needsKernel() {
    return false;
  }

  @Override
  public void tell(Stage stage, Report report) throws Exception {
    try {
      OrdersRule rule = new OrdersRule(100, "first");
      enforce(stage, report, rule, "1 rule file: enforced after its first writing");
      Map<String, Long> before = stage.envoy().connectionsByWorker();
      Bursts.limited(
          report,
          "1 rule file: GET:/orders 100/s, " + (100 + OVER) + " asked",
          Bursts.send(stage, 100 + OVER, SECONDS),
          100,
          rule.blocked());
      long workers =
          stage.envoy().connectionsByWorker().entrySet().stream()
              .filter(now -> now.getValue() > before.getOrDefault(now.getKey(), 0L))
              .count();
      report.equal("1 rule file: workers of Envoy that shared the limit", 2L, workers);

      OrdersRule edited = new OrdersRule(60, "second");
      enforce(stage, report, edited, "1 rule file: enforced after an edit");
      Bursts.limited(
          report,
          "1 rule file: edited to 60/s, " + (60 + OVER) + " asked",
          Bursts.send(stage, 60 + OVER, 1),
          60,
          edited.blocked());
    } finally {
      stage.rules().delete(OrdersRule.FILE);
    }
  }

  /** Writes the file while a client asks, until the client is refused by that edition. */
  static void enforce(Stage stage, Report report, OrdersRule rule, String line) throws Exception {
    HttpProbe probe =
        new HttpProbe(
            stage.http(), OrdersRule.PATH, OrdersRule.HEADER, rule.edition(), PROBE_SECONDS);
    try (ClientProcess client = stage.start(probe).awaitFlowing()) {
      long renamed = stage.rules().write(OrdersRule.FILE, rule.yaml());
      HttpProbe.Result result = client.result(HttpProbe.Result.class);
      boolean seen = result.seenMs() > 0;
      String said = seen ? (result.seenMs() - renamed) + " ms after the rename" : "never";
      report.holds(line, "within " + PROBE_SECONDS + " s", said, seen);
    }
  }
}
