package dev.weir.story;

import dev.weir.story.stage.ClientProcess;
import dev.weir.story.stage.Signal;
import dev.weir.story.stage.Stage;
import dev.weir.story.traffic.HttpLoad;
import java.time.Duration;

/** The kernel plane switched off and on: the statistics go on, from Envoy's. */
final class FallbackChapter implements Chapter {

  private static final String SWITCH = "config:property-set -p dev.weir.manager kernel.enabled ";
  private static final int PER_SECOND = 40;
  private static final int LEAST = PER_SECOND * 3 / 4;
  private static final int MOST = PER_SECOND * 5 / 4;
  private static final int SECONDS = 300;
  private static final int AT_REST_MS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public String title() {
    return "7 kernel plane off";
  }

  @Override
  public boolean needsKernel() {
    return false;
  }

  @Override
  public void tell(Stage stage, Report report) throws Exception {
    OrdersRule rule = new OrdersRule(100, "seventh");
    String port = "tcp:" + stage.http().port();
    try {
      RuleFileChapter.enforce(stage, report, rule, "7 kernel plane off: the rule is in force");
      long before = atRest(stage);
      HttpLoad job = new HttpLoad(stage.http(), OrdersRule.PATH, 2, PER_SECOND, SECONDS);
      try (ClientProcess client = stage.start(job).awaitFlowing()) {
        if (stage.status().kernelOn()) {
          origin(stage, report, port, "on", "kernel");
          stage.daemon().run(SWITCH + "false");
          origin(stage, report, port, "off", "prometheus");
        }
        requests(stage, report);
        if (stage.status().kernelOn()) {
          stage.daemon().run(SWITCH + "true");
          origin(stage, report, port, "on again", "kernel");
        }
        HttpLoad.Result load = client.end(HttpLoad.Result.class);
        report.equal("7 kernel plane off: requests that failed meanwhile", 0L, load.failures());
        counted(stage, report, before, load.answered());
      }
    } finally {
      if (stage.status().kernelOn()) {
        stage.daemon().run(SWITCH + "true");
      }
      stage.rules().delete(OrdersRule.FILE);
    }
  }

  private static void origin(Stage stage, Report report, String resource, String plane, String by)
      throws Exception {
    Stage.comesTrue(PATIENCE, () -> stage.daemon().signal(resource).origin().equals(by));
    report.equal(
        "7 kernel plane " + plane + ": " + resource + " is counted by",
        by,
        stage.daemon().signal(resource).origin());
  }

  /**
   * The rate that is shown is the rate that is sent: within a quarter, for Envoy is asked in steps,
   * and a sliding window is up to a bucket shorter than a second.
   */
  private static void requests(Stage stage, Report report) throws Exception {
    Signal[] seen = {stage.daemon().signal(OrdersRule.RESOURCE)};
    boolean shown =
        Stage.comesTrue(
            PATIENCE,
            () -> {
              Signal signal = stage.daemon().signal(OrdersRule.RESOURCE);
              seen[0] = signal;
              long passed = signal.lastSecond("pass");
              return signal.origin().equals("prometheus") && passed >= LEAST && passed <= MOST;
            });
    report.holds(
        "7 kernel plane off: QPS of GET:/orders, " + PER_SECOND + "/s sent",
        LEAST + " to " + MOST + "/s by prometheus",
        seen[0].lastSecond("pass") + "/s by " + seen[0].origin(),
        shown);
  }

  /** Nothing is counted twice, and nothing is left out, while the planes change. */
  private static void counted(Stage stage, Report report, long before, long sent) throws Exception {
    Stage.comesTrue(
        PATIENCE, () -> answered(stage.daemon().signal(OrdersRule.RESOURCE)) - before >= sent);
    report.equal(
        "7 kernel plane off: requests to GET:/orders meanwhile, counted",
        sent,
        answered(stage.daemon().signal(OrdersRule.RESOURCE)) - before);
  }

  /** The total once Envoy's figures have caught up with what was sent before. */
  private static long atRest(Stage stage) throws Exception {
    long last = -1;
    long now = answered(stage.daemon().signal(OrdersRule.RESOURCE));
    while (now != last) {
      Thread.sleep(AT_REST_MS);
      last = now;
      now = answered(stage.daemon().signal(OrdersRule.RESOURCE));
    }
    return now;
  }

  private static long answered(Signal signal) {
    return signal.total("pass") + signal.total("block");
  }
}
