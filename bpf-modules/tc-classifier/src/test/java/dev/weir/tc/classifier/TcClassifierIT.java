package dev.weir.tc.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.SignalSource;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.testbed.ChildJvm;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.UdpFlood;
import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hook on a real interface. */
@KernelTest
class TcClassifierIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-classifier");
  private static final int PORT = 8081;
  private static final int SWAPS = 100;

  /** Shorter than the second after which a SYN is sent again. */
  private static final int PATIENCE_MILLIS = 150;

  private static final RuleSet FIVE_PER_SOURCE = Rules.set(Rules.connections(PORT, Per.SOURCE, 5));

  private final LibbpfKernel kernel = new LibbpfKernel(PINS);
  private VethPair veth;
  private Attachment attachment;

  @BeforeEach
  void attach() throws Exception {
    veth = VethPair.create();
    attachment = hook("1.0.0").attach(veth.name());
  }

  @AfterEach
  void takeDown() {
    attachment.detach();
    veth.close();
  }

  @Test
  void connections_beyondTheBurst_areRefusedPerSource() throws Exception {
    attachment.apply(FIVE_PER_SOURCE);

    assertThat(connected(2, 12)).isEqualTo(5);
    assertThat(connected(3, 5)).isEqualTo(5);
    assertThat(connected(2, 2)).isZero();
    assertThat(totals()).containsEntry("tcp:" + PORT + " BLOCK", 9L);
  }

  @Test
  void swap_aHundredTimesUnderAFlood_admitsTheBurstOnce() throws Exception {
    long burst = 1000;
    attachment.apply(Rules.set(Rules.packets(Protocol.UDP, 4003, Per.SOURCE, burst)));
    long droppedBefore = veth.peerStatistic("tx_dropped");
    try (UdpFlood flood = UdpFlood.start(veth, 4003)) {
      for (int i = 0; i < SWAPS; i++) {
        Attachment next = hook("1.0." + i).attach(veth.name());
        attachment.release();
        attachment = next;
      }
      flood.stop();
      long overrun = veth.peerStatistic("tx_dropped") - droppedBefore;
      System.out.printf(
          "%d swaps, %d sent, %d per second%n", SWAPS, flood.sent(), flood.perSecond());

      assertThat(flood.perSecond()).isGreaterThanOrEqualTo(50_000);
      assertThat(overrun).isZero();
      long expected = flood.sent() - burst;
      await().untilAsserted(() -> assertThat(totals()).containsEntry("udp:4003 BLOCK", expected));
      assertThat(attachment.status().facts()).containsEntry("passed", Long.toString(burst));
    }
  }

  @Test
  void rules_changedUnderAFlood_neverLetAPacketThroughBetween() throws Exception {
    long burst = 1000;
    RuleSet[] sets = new RuleSet[2];
    for (int i = 0; i < 2; i++) {
      sets[i] =
          Rules.set(
              Rules.connections(1 + i, Per.SOURCE, 1),
              Rules.packets(Protocol.UDP, 4004, Per.SOURCE, burst));
    }
    attachment.apply(sets[0]);
    try (UdpFlood flood = UdpFlood.start(veth, 4004)) {
      for (int i = 1; i <= SWAPS; i++) {
        attachment.apply(sets[i % 2]);
      }
      flood.stop();

      assertThat(flood.sent()).isGreaterThan(10 * burst);
      assertThat(attachment.status().facts()).containsEntry("passed", Long.toString(burst));
    }
  }

  @Test
  void detach_whileConnectionsAreRefused_letsThemThrough() throws Exception {
    attachment.apply(FIVE_PER_SOURCE);
    assertThat(connected(2, 6)).isEqualTo(5);
    attachment.detach();

    assertThat(connected(2, 6)).isEqualTo(6);
    assertThat(PINS).doesNotExist();
  }

  @Test
  void adoption_afterKill9_goesOnWithRulesAndBuckets() throws Exception {
    attachment.detach();
    try (ChildJvm daemon = ChildJvm.start(Daemon.class, PINS.toString(), veth.name())) {
      assertThat(connected(2, 3)).isEqualTo(3);
      daemon.kill();
    }
    assertThat(connected(2, 1)).as("enforced without a daemon").isEqualTo(1);
    attachment = hook("1.0.1").attach(veth.name());
    attachment.apply(FIVE_PER_SOURCE);

    assertThat(connected(2, 6)).isEqualTo(1);
    assertThat(attachment.status().detail()).endsWith("; 5 maps kept");
  }

  /** Attaches, applies and waits to be killed. */
  static final class Daemon {

    private Daemon() {}

    public static void main(String[] args) throws Exception {
      Attachment attachment =
          new TcClassifier("1.0.0", Settings.of(args[1]), new LibbpfKernel(Path.of(args[0])))
              .attach(args[1]);
      attachment.apply(FIVE_PER_SOURCE);
      ChildJvm.awaitKill();
      attachment.detach();
    }
  }

  private TcClassifier hook(String version) {
    return new TcClassifier(version, Settings.of(veth.name()), kernel);
  }

  /** How many of so many connections from a host were made. */
  private int connected(int host, int count) throws Exception {
    InetSocketAddress to = new InetSocketAddress(veth.address(1), PORT);
    int connected = 0;
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(to, 128);
      for (int i = 0; i < count; i++) {
        connected += veth.asClient(() -> connect(veth.address(host), to));
      }
    }
    return connected;
  }

  private static int connect(String from, InetSocketAddress to) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(to, PATIENCE_MILLIS);
      return 1;
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  private Map<String, Long> totals() throws Exception {
    Map<String, Long> totals = new HashMap<>();
    ((SignalSource) attachment)
        .read((resource, event, total) -> totals.put(resource + " " + event, total));
    return totals;
  }
}
