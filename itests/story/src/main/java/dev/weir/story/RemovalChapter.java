package dev.weir.story;

import dev.weir.story.stage.ClientProcess;
import dev.weir.story.stage.KernelObjects;
import dev.weir.story.stage.SampleNetwork;
import dev.weir.story.stage.Stage;
import dev.weir.story.traffic.Target;
import dev.weir.story.traffic.TcpConnects;
import dev.weir.story.traffic.TcpSink;
import dev.weir.story.traffic.UdpFlood;
import dev.weir.story.traffic.UdpSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The classifier's bundle uninstalled while traffic flows, and installed again. */
final class RemovalChapter implements Chapter {

  private static final String BUNDLE = "dev.weir.tc-classifier";
  private static final String LOCATION = "mvn:dev.weir/" + BUNDLE + "/0.1.0-SNAPSHOT";
  private static final String HOOK = "tc-classifier";
  private static final Path PINS = Path.of("/sys/fs/bpf/weir", HOOK);
  private static final int LIMIT = 10;
  private static final int TRIED = 35;
  private static final int FLOOD_PER_SECOND = 10_000;
  private static final int FLOOD_SECONDS = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public String title() {
    return "5 hot removal";
  }

  @Override
  public boolean needsKernel() {
    return true;
  }

  @Override
  public void tell(Stage stage, Report report) throws Exception {
    String address = stage.network().address();
    try (TcpSink tcp = new TcpSink(address, 0);
        UdpSink udp = new UdpSink(address, 0)) {
      Target to = new Target(address, udp.port(), SampleNetwork.FIRST_SOURCE);
      ConnectionRule rule = new ConnectionRule(tcp.port(), LIMIT);
      stage.rules().write(ConnectionRule.FILE, rule.yaml());
      UdpFlood job = new UdpFlood(to, 0, FLOOD_PER_SECOND, 64, FLOOD_SECONDS);
      try (ClientProcess flood = stage.start(job).awaitFlowing()) {
        limited(stage, report, rule, "before");
        removed(stage, report, rule);
        stage.daemon().run("bundle:install -s " + LOCATION);
        limited(stage, report, rule, "installed again");
        long sent = flood.end(UdpFlood.Result.class).sent();
        Stage.comesTrue(PATIENCE, () -> udp.received() + udp.overflowed() >= sent);
        report.equal(
            "5 hot removal: datagrams that flowed meanwhile, arrived",
            sent,
            udp.received() + udp.overflowed());
      }
    } finally {
      stage.rules().delete(ConnectionRule.FILE);
    }
  }

  private static void limited(Stage stage, Report report, ConnectionRule rule, String when)
      throws Exception {
    boolean placed = Stage.comesTrue(PATIENCE, () -> stage.daemon().enforced(rule.resource(), ""));
    report.yes("5 hot removal: " + when + ", the rule is in force", placed);
    TcpConnects.Result result = new Limit(rule).tryFrom(stage, SampleNetwork.FIRST_SOURCE, TRIED);
    report.equal(
        "5 hot removal: " + when + ", " + TRIED + " connections tried",
        Limit.words(LIMIT, TRIED - LIMIT, 0),
        Limit.words(result));
  }

  private static void removed(Stage stage, Report report, ConnectionRule rule) throws Exception {
    KernelObjects objects = KernelObjects.below(PINS);
    boolean there = !objects.links().isEmpty() && !objects.programs().isEmpty();
    report.holds(
        "5 hot removal: before, in the kernel",
        "a link, a program, maps",
        objects.links().size()
            + " link, "
            + objects.programs().size()
            + " program, "
            + objects.maps().size()
            + " maps",
        there && !objects.maps().isEmpty());
    stage.daemon().run("bundle:uninstall " + BUNDLE);
    Stage.comesTrue(PATIENCE, () -> left(stage, objects).isEmpty());
    List<String> left = left(stage, objects);
    report.equal(
        "5 hot removal: bundle:uninstall, left of links, pins, maps, qdiscs",
        "nothing",
        left.isEmpty() ? "nothing" : String.join(", ", left));
    TcpConnects.Result free = new Limit(rule).tryNow(stage, SampleNetwork.FIRST_SOURCE, TRIED);
    report.equal(
        "5 hot removal: uninstalled, " + TRIED + " connections tried",
        Limit.words(TRIED, 0, 0),
        Limit.words(free));
  }

  private static List<String> left(Stage stage, KernelObjects objects) throws Exception {
    List<String> left = new ArrayList<>(objects.left());
    left.addAll(stage.network().qdiscs());
    KernelObjects.below(PINS).pins().forEach(pin -> left.add("pin " + pin));
    return left;
  }
}
