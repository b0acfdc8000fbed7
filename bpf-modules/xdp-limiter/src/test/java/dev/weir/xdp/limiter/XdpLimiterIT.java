package dev.weir.xdp.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.SignalSource;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.UdpFlood;
import dev.weir.testbed.VethPair;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hook on a real interface. */
@KernelTest
class XdpLimiterIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-limiter");
  private static final int PORT = 4005;
  private static final int SWAPS = 30;
  private static final int DATAGRAMS_PER_SWAP = 1000;
  private static final TrafficMatch FLOOD = TrafficMatch.toPort(Protocol.UDP, PORT);

  private final LibbpfKernel kernel = new LibbpfKernel(PINS);
  private VethPair veth;

  @BeforeEach
  void make() {
    veth = VethPair.create();
  }

  @AfterEach
  void takeDown() {
    veth.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "generic"})
  void swap_underAFlood_admitsTheBurstOnce(String mode) throws Exception {
    long burst = 1000;
    Attachment attachment = hook("1.0.0", mode).attach(veth.name());
    attachment.apply(Rules.packets(FLOOD, Per.SOURCE, burst));
    long droppedBefore = veth.peerStatistic("tx_dropped");
    try (UdpFlood flood = UdpFlood.start(veth, PORT)) {
      for (int i = 0; i < SWAPS; i++) {
        flood.awaitMore(DATAGRAMS_PER_SWAP);
        Attachment next = hook("1.0." + i, mode).attach(veth.name());
        attachment.release();
        attachment = next;
      }
      flood.stop();
      long overrun = veth.peerStatistic("tx_dropped") - droppedBefore;
      System.out.printf("%s: %d swaps, %d sent, %d overrun%n", mode, SWAPS, flood.sent(), overrun);

      long expected = flood.sent() - overrun - burst;
      assertThat(attachment.status().facts()).containsEntry("mode", "XDP " + mode);
      Attachment last = attachment;
      await()
          .untilAsserted(
              () -> assertThat(totals(last)).containsEntry("udp:" + PORT + " BLOCK", expected));
      assertThat(attachment.status().facts()).containsEntry("passed", Long.toString(burst));
    } finally {
      attachment.detach();
    }
  }

  @Test
  void detach_leavesNothingBehind() throws Exception {
    Attachment attachment = hook("1.0.0", "auto").attach(veth.name());
    attachment.apply(Rules.packets(FLOOD, Per.SOURCE, 1));
    attachment.detach();

    assertThat(PINS).doesNotExist();
  }

  private XdpLimiter hook(String version, String mode) {
    return new XdpLimiter(version, Settings.of(veth.name(), mode), kernel);
  }

  private static Map<String, Long> totals(Attachment attachment) throws Exception {
    Map<String, Long> totals = new HashMap<>();
    ((SignalSource) attachment)
        .read((resource, event, total) -> totals.put(resource + " " + event, total));
    return totals;
  }
}
