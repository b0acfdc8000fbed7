package dev.weir.story;

import dev.weir.story.stage.ClientProcess;
import dev.weir.story.stage.Stage;
import dev.weir.story.traffic.HttpLoad;
import java.time.Duration;
import java.util.Set;

/** The HTTP filter's bundle uninstalled under load, and installed again. */
final class FilterChapter implements Chapter {

  private static final String BUNDLE = "dev.weir.wasm.http";
  private static final String LOCATION = "mvn:dev.weir/" + BUNDLE + "/0.1.0-SNAPSHOT";
  private static final String HOOK = "http";
  private static final int LIMIT = 50;
  private static final int ASKED = 150;
  private static final int LOAD_PER_SECOND = 400;
  private static final int LOAD_SECONDS = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public String title() {
    return "6 filter off and on";
  }

  @Override
  public boolean needsKernel() {
    return false;
  }

  @Override
  public void tell(Stage stage, Report report) throws Exception {
    OrdersRule rule = new OrdersRule(LIMIT, "sixth");
    try {
      RuleFileChapter.enforce(stage, report, rule, "6 filter off and on: the rule is in force");
      HttpLoad job = new HttpLoad(stage.http(), OrdersRule.PATH, 4, LOAD_PER_SECOND, LOAD_SECONDS);
      try (ClientProcess client = stage.start(job).awaitFlowing()) {
        stage.daemon().run("bundle:uninstall " + BUNDLE);
        boolean off = Stage.comesTrue(PATIENCE, () -> stage.daemon().hook(HOOK).isEmpty());
        report.yes("6 filter off and on: uninstalled, the hook is gone", off);
        Bursts.free(
            report,
            "6 filter off and on: uninstalled, " + ASKED + " asked",
            Bursts.send(stage, ASKED, 1).get(0),
            ASKED);
        stage.daemon().run("bundle:install -s " + LOCATION);
        boolean on =
            Stage.comesTrue(PATIENCE, () -> stage.daemon().enforced(OrdersRule.RESOURCE, ""));
        report.yes("6 filter off and on: installed, the rule is in force", on);
        load(report, client.end(HttpLoad.Result.class));
      }
      Bursts.limited(
          report,
          "6 filter off and on: installed, " + ASKED + " asked",
          Bursts.send(stage, ASKED, 1),
          LIMIT,
          rule.blocked());
    } finally {
      stage.rules().delete(OrdersRule.FILE);
    }
  }

  private static void load(Report report, HttpLoad.Result result) {
    long other =
        result.statuses().entrySet().stream()
            .filter(status -> !Set.of(200, 429).contains(status.getKey()))
            .mapToLong(status -> status.getValue())
            .sum();
    String why = result.firstFailure().isEmpty() ? "" : " (" + result.firstFailure() + ")";
    report.holds(
        "6 filter off and on: of " + result.answered() + " requests of the load, failed",
        "0",
        (result.failures() + other) + why,
        result.failures() + other == 0);
  }
}
