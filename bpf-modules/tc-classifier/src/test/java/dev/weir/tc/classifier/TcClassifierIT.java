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
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hook on a real interface. */
@KernelTest
class TcClassifierIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-classifier");
  private static final int PORT = 8081;

  /** A hundred, or as many as a measurement asks for. */
  private static final int SWAPS = Integer.getInteger("weir.swaps", 100);

  private static final int DATAGRAMS_PER_SWAP = 300;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

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
    assertThat(totals())
        .hasEntrySatisfying(
            "tcp:" + PORT + " BLOCK",
            blocked -> assertThat(blocked).as("a SYN may be sent again").isGreaterThanOrEqualTo(9));
  }

  @Test
  void swap_manyTimesUnderAFlood_admitsTheBurstOnce() throws Exception {
    long burst = 1000;
    attachment.apply(Rules.set(Rules.packets(Protocol.UDP, 4003, Per.SOURCE, burst)));
    long droppedBefore = veth.peerStatistic("tx_dropped");
    try (UdpFlood flood = UdpFlood.start(veth, 4003)) {
      for (int i = 0; i < SWAPS; i++) {
        flood.awaitMore(DATAGRAMS_PER_SWAP);
        Attachment next = hook("1.0." + i).attach(veth.name());
        attachment.release();
        attachment = next;
      }
      flood.stop();
      long overrun = veth.peerStatistic("tx_dropped") - droppedBefore;
      System.out.printf(
          "%d swaps, %d sent, %d per second, %d dropped by a full backlog%n",
          SWAPS, flood.sent(), flood.perSecond(), overrun);

      // What finds the backlog of its CPU full is dropped before any program sees it.
      long expected = flood.sent() - overrun - burst;
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(totals()).containsEntry("udp:4003 BLOCK", expected));
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
        flood.awaitMore(DATAGRAMS_PER_SWAP);
        attachment.apply(sets[i % 2]);
      }
      flood.stop();

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

  /**
   * How many of so many connections from a host were made. All are begun, then awaited until each
   * is either made or counted as refused.
   */
  private int connected(int host, int count) throws Exception {
    InetSocketAddress to = new InetSocketAddress(veth.address(1), PORT);
    long refusedBefore = refused();
    List<SocketChannel> clients = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(to, 128);
      for (int i = 0; i < count; i++) {
        clients.add(veth.asClient(() -> begin(veth.address(host), to)));
      }
      await().atMost(PATIENCE).until(() -> made(clients) + refused() - refusedBefore >= count);
      return made(clients);
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
    }
  }

  private static SocketChannel begin(String from, InetSocketAddress to) throws IOException {
    SocketChannel client = SocketChannel.open();
    client.configureBlocking(false);
    client.bind(new InetSocketAddress(from, 0));
    client.connect(to);
    return client;
  }

  private static int made(List<SocketChannel> clients) throws IOException {
    int made = 0;
    for (SocketChannel client : clients) {
      made += client.isConnected() || client.finishConnect() ? 1 : 0;
    }
    return made;
  }

  /** Nothing is refused, as far as anybody can tell, where nothing is attached. */
  private long refused() throws Exception {
    return attachment.status().live() ? totals().getOrDefault("tcp:" + PORT + " BLOCK", 0L) : 0;
  }

  private Map<String, Long> totals() throws Exception {
    Map<String, Long> totals = new HashMap<>();
    ((SignalSource) attachment)
        .read((resource, event, total) -> totals.put(resource + " " + event, total));
    return totals;
  }
}
