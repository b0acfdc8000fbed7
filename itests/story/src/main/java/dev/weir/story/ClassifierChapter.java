package dev.weir.story;

import dev.weir.story.stage.SampleNetwork;
import dev.weir.story.stage.Signal;
import dev.weir.story.stage.Stage;
import dev.weir.story.traffic.TcpConnects;
import dev.weir.story.traffic.TcpSink;
import java.time.Duration;

/** New connections limited in the kernel, for each source. */
final class ClassifierChapter implements Chapter {

  private static final int LIMIT = 10;
  private static final int TRIED = 35;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public String title() {
    return "4 tc classifier";
  }

  @Override
  public boolean needsKernel() {
    return true;
  }

  @Override
  public void tell(Stage stage, Report report) throws Exception {
    try (TcpSink sink = new TcpSink(stage.network().address(), 0)) {
      ConnectionRule rule = new ConnectionRule(sink.port(), LIMIT);
      stage.rules().write(ConnectionRule.FILE, rule.yaml());
      boolean placed =
          Stage.comesTrue(PATIENCE, () -> stage.daemon().enforced(rule.resource(), ""));
      report.yes("4 tc classifier: TrafficRule of the file is in force", placed);
      Limit limit = new Limit(rule);
      report.equal(
          "4 tc classifier: " + LIMIT + "/s per source, " + TRIED + " tried by the first",
          Limit.words(LIMIT, TRIED - LIMIT, 0),
          Limit.words(limit.tryFrom(stage, SampleNetwork.FIRST_SOURCE, TRIED)));
      others(stage, report, limit);
    } finally {
      stage.rules().delete(ConnectionRule.FILE);
    }
  }

  private static void others(Stage stage, Report report, Limit limit) throws Exception {
    report.equal(
        "4 tc classifier: the first once more, a second later",
        Limit.words(LIMIT, TRIED - LIMIT, 0),
        Limit.words(limit.tryFrom(stage, SampleNetwork.FIRST_SOURCE, TRIED)));
    TcpConnects.Result second = limit.tryNow(stage, SampleNetwork.SECOND_SOURCE, LIMIT);
    report.equal(
        "4 tc classifier: a second source at once, " + LIMIT + " tried",
        Limit.words(LIMIT, 0, 0),
        Limit.words(second));
    String resource = limit.rule().resource();
    long before = stage.daemon().signal(resource).total("block");
    TcpConnects.Result more = limit.tryNow(stage, SampleNetwork.FIRST_SOURCE, TRIED);
    long refused = more.unanswered();
    Signal after = CounterChapter.settled(stage, resource, "block", before + refused);
    report.equal(
        "4 tc classifier: refused connections, as the kernel counted them",
        refused,
        after.total("block") - before);
  }
}
