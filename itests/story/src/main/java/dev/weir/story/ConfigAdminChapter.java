package dev.weir.story;

import dev.weir.story.stage.Stage;
import dev.weir.story.traffic.Answer;
import java.time.Duration;

/** The same edit by Config Admin, from the daemon's shell. */
final class ConfigAdminChapter implements Chapter {

  private static final String PID = "dev.weir.rules";
  private static final String KEY = "flow.story";
  private static final int LIMIT = 30;
  private static final int OVER = 37;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Sentinel's answer, for a rule in Config Admin names no fallback. */
  private static final Answer REFUSAL = new Answer(429, "", "Blocked by Sentinel: FlowException\n");

  @Override
  public String title() {
    return "2 Config Admin";
  }

  @Override
  public boolean needsKernel() {
    return false;
  }

  @Override
  public void tell(Stage stage, Report report) throws Exception {
    OrdersRule file = new OrdersRule(60, "second");
    try {
      RuleFileChapter.enforce(stage, report, file, "2 Config Admin: the file's rule is in force");
      stage
          .daemon()
          .run(
              String.format(
                  "config:property-set -p %s %s '%s %d/1s'", PID, KEY, OrdersRule.RESOURCE, LIMIT));
      boolean placed =
          Stage.comesTrue(PATIENCE, () -> stage.daemon().enforced(OrdersRule.RESOURCE, "config"));
      report.yes("2 Config Admin: config:property-set is in force", placed);
      Bursts.limited(
          report,
          "2 Config Admin: edited to 30/s, " + (LIMIT + OVER) + " asked",
          Bursts.send(stage, LIMIT + OVER, 1),
          LIMIT,
          REFUSAL);
      withdraw(stage);
      boolean gone =
          Stage.comesTrue(PATIENCE, () -> !stage.daemon().enforced(OrdersRule.RESOURCE, "config"));
      report.yes("2 Config Admin: config:property-delete is in force", gone);
      Bursts.limited(
          report,
          "2 Config Admin: the file's 60/s again, " + (60 + OVER) + " asked",
          Bursts.send(stage, 60 + OVER, 1),
          60,
          file.blocked());
    } finally {
      withdraw(stage);
      stage.rules().delete(OrdersRule.FILE);
    }
  }

  private static void withdraw(Stage stage) throws Exception {
    stage.daemon().run("config:property-delete -p " + PID + " " + KEY);
  }
}
