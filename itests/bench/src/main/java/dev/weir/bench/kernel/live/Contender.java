package dev.weir.bench.kernel.live;

import dev.weir.bench.kernel.Unmanaged;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.libbpf.Kernel;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.rule.TrafficRule.Rate;
import dev.weir.tc.classifier.TcClassifier;
import dev.weir.testbed.Command;
import dev.weir.xdp.limiter.XdpLimiter;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;

/** Who holds each source to one datagram a minute or less, and where. */
enum Contender {
  /** Weir in the driver. */
  WEIR_XDP("weir"),
  /** Weir at tc. */
  WEIR_TC("weir, tc-classifier"),
  /** nftables at ingress, a dynamic set with a limit for each source. */
  NFT_INGRESS("nftables, ingress"),
  /** The same at input, behind routing. */
  NFT_INPUT("nftables, input"),
  /** Nobody: all datagrams come as far as the socket that is not there. */
  NOBODY("no limit");

  /** Datagrams arrive here. */
  static final int PORT = 4_001;

  private static final int ROOM = 1 << 17;
  private static final RuleSet RULES =
      new RuleSet(
          1,
          List.of(
              new TrafficRule(
                  "one",
                  TrafficMatch.toPort(Protocol.UDP, PORT),
                  Metric.PACKETS,
                  Per.SOURCE,
                  new Rate(1, FlowRule.MAX_INTERVAL_MS, 1))));

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  /** Its name in the table. */
  String title() {
    return title;
  }

  /** Puts its limit on what comes in at an interface, until closed. */
  Closeable on(String device, Kernel kernel) throws HookException {
    BundleContext bundle = Unmanaged.bundle();
    Map<String, Object> room = Map.of("sourcesPerRule", ROOM);
    return switch (this) {
      case WEIR_XDP ->
          hook(
              new XdpLimiter(bundle, Unmanaged.defaults(XdpLimiter.Config.class, room), kernel),
              device);
      case WEIR_TC ->
          hook(
              new TcClassifier(bundle, Unmanaged.defaults(TcClassifier.Config.class, room), kernel),
              device);
      case NFT_INGRESS ->
          table("netdev", device, "type filter hook ingress device " + device + " priority 0");
      case NFT_INPUT -> table("ip", device, "type filter hook input priority 0");
      case NOBODY -> () -> {};
    };
  }

  private static Closeable hook(Hook hook, String device) throws HookException {
    Attachment attachment = hook.attach(device);
    attachment.apply(RULES);
    return attachment::detach;
  }

  private static Closeable table(String family, String device, String hook) {
    String set = "set sources { type ipv4_addr; size " + ROOM + "; flags dynamic; }";
    String limit = "{ ip saddr limit rate over 1/minute burst 1 packets }";
    String rule =
        "iifname " + device + " udp dport " + PORT + " update @sources " + limit + " drop";
    Command.run(
        "nft",
        "table %s %s { %s; chain c { %s; %s; }; }".formatted(family, device, set, hook, rule));
    return () -> Command.run("nft", "delete", "table", family, device);
  }
}
