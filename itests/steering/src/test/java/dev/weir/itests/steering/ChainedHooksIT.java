package dev.weir.itests.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalSource;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.UdpFlood;
import dev.weir.testbed.VethPair;
import dev.weir.xdp.counter.XdpCounter;
import dev.weir.xdp.limiter.XdpLimiter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The counter and the limiter at the XDP of one interface, each swapped under a flood. */
@KernelTest
class ChainedHooksIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-chained");
  private static final int PORT = 4020;
  private static final String RESOURCE = "udp:" + PORT;
  private static final long BURST = 500;
  private static final int SWAPS = 20;

  private final LibbpfKernel kernel = new LibbpfKernel(PINS);

  @Test
  void counterAndLimiter_swappedUnderAFlood_countAllAndAdmitTheBurst() throws Exception {
    try (VethPair veth = VethPair.create()) {
      Attachment limiter = limiter("1.0.0", veth);
      limiter.apply(rules());
      Attachment counter = counter("1.0.0", veth);
      assertThat(limiter.status().facts()).containsEntry("order", "xdp-counter, -xdp-limiter-");
      long droppedBefore = veth.peerStatistic("tx_dropped");
      try (UdpFlood flood = UdpFlood.start(veth, PORT)) {
        for (int i = 1; i <= SWAPS; i++) {
          flood.awaitMore(500);
          boolean first = i % 2 == 0;
          Attachment old = first ? counter : limiter;
          Attachment next = first ? counter("1.0." + i, veth) : limiter("1.0." + i, veth);
          old.release();
          counter = first ? next : counter;
          limiter = first ? limiter : next;
        }
        flood.stop();
        long sent = flood.sent() - (veth.peerStatistic("tx_dropped") - droppedBefore);
        SignalSource counts = (SignalSource) counter;
        SignalSource limits = (SignalSource) limiter;
        await().untilAsserted(() -> assertThat(total(counts, SignalEvent.PACKETS)).isEqualTo(sent));
        await()
            .untilAsserted(
                () -> assertThat(total(limits, SignalEvent.BLOCK)).isEqualTo(sent - BURST));
      } finally {
        counter.detach();
        assertThat(limiter.status().live()).isTrue();
        limiter.detach();
      }
    }
    assertThat(PINS).doesNotExist();
  }

  /** One datagram a day of each source, beyond a burst. */
  private static RuleSet rules() {
    TrafficRule.Rate rate = new TrafficRule.Rate(1, FlowRule.MAX_INTERVAL_MS, BURST);
    TrafficMatch match = TrafficMatch.toPort(Protocol.UDP, PORT);
    return new RuleSet(
        1, List.of(new TrafficRule("flood", match, Metric.PACKETS, Per.SOURCE, rate)));
  }

  private Attachment counter(String version, VethPair veth) throws Exception {
    return new XdpCounter(
            Platform.bundle(version),
            Platform.settings(XdpCounter.Config.class, Map.of("interface$", veth.name())),
            kernel)
        .attach(veth.name());
  }

  private Attachment limiter(String version, VethPair veth) throws Exception {
    return new XdpLimiter(
            Platform.bundle(version),
            Platform.settings(XdpLimiter.Config.class, Map.of("interface$", veth.name())),
            kernel)
        .attach(veth.name());
  }

  private static long total(SignalSource source, SignalEvent wanted) throws Exception {
    long[] found = {0};
    source.read(
        (resource, event, total) ->
            found[0] += resource.equals(RESOURCE) && event == wanted ? total : 0);
    return found[0];
  }
}
