package dev.weir.xdp.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.Heartbeat;
import dev.weir.hook.SignalSource;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.testbed.ChildJvm;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.UdpFlood;
import dev.weir.testbed.VethPair;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hook on a real interface. */
@KernelTest
class XdpCounterIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-counter");

  /** A hundred, or as many as a measurement asks for. */
  private static final int SWAPS = Integer.getInteger("weir.swaps", 100);

  private static final int DATAGRAMS_PER_SWAP = 300;

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
  void clients_ofTwoAddresses_areCountedExactly() throws Exception {
    sendDatagrams(2, 4000, 300);
    sendDatagrams(3, 4000, 200);
    connect(8080, 25);

    await()
        .untilAsserted(
            () ->
                assertThat(totals(attachment))
                    .containsEntry("udp:4000 PACKETS", 500L)
                    .containsEntry("udp:4000 PASS", 500L)
                    .containsEntry("udp:4000 BYTES", 500L * (20 + 8 + 18))
                    .containsEntry("tcp:8080 PASS", 25L)
                    .containsEntry("ip:" + veth.address(3) + " PACKETS", 200L));
    assertThat(attachment.status().live()).isTrue();
  }

  @Test
  void beats_areThePacketsThatTheInterfaceReceives() throws Exception {
    Path statistic = Path.of("/sys/class/net", veth.name(), "statistics/rx_packets");
    Heartbeat heart = (Heartbeat) attachment;
    long beats = heart.beats();
    long received = Long.parseLong(Files.readString(statistic).strip());
    sendDatagrams(2, 4003, 300);

    await().untilAsserted(() -> assertThat(heart.beats() - beats).isGreaterThanOrEqualTo(300));
    await()
        .untilAsserted(
            () ->
                assertThat(Long.parseLong(Files.readString(statistic).strip()) - received)
                    .isGreaterThanOrEqualTo(300));
  }

  @Test
  void swap_manyTimesUnderAFlood_losesNothingAndCountsEverything() throws Exception {
    long droppedBefore = veth.peerStatistic("tx_dropped");
    try (UdpFlood flood = UdpFlood.start(veth, 4001)) {
      for (int i = 0; i < SWAPS; i++) {
        flood.awaitMore(DATAGRAMS_PER_SWAP);
        Attachment next = hook("1.0." + i).attach(veth.name());
        attachment.release();
        attachment = next;
      }
      flood.stop();
      long overrun = veth.peerStatistic("tx_dropped") - droppedBefore;
      System.out.printf(
          "%d swaps, %d sent, %d per second, %d dropped by a full veth ring%n",
          SWAPS, flood.sent(), flood.perSecond(), overrun);

      // A veth with XDP drops when its ring of 256 is full, before any program sees the packet.
      long expected = flood.sent() - overrun;
      await()
          .untilAsserted(
              () -> assertThat(totals(attachment)).containsEntry("udp:4001 PACKETS", expected));
    }
  }

  @Test
  void adoption_afterKill9_goesOnWithTheCounts() throws Exception {
    attachment.detach();
    try (ChildJvm daemon = ChildJvm.start(Daemon.class, PINS.toString(), veth.name())) {
      sendDatagrams(2, 4002, 100);
      daemon.kill();
    }
    sendDatagrams(2, 4002, 50);
    attachment = hook("1.0.1").attach(veth.name());
    sendDatagrams(2, 4002, 25);

    assertThat(attachment.status().detail()).endsWith("; 5 maps kept");
    await()
        .untilAsserted(
            () -> assertThat(totals(attachment)).containsEntry("udp:4002 PACKETS", 175L));
  }

  @Test
  void prefix_changedByASwap_keepsWhatWasCounted() throws Exception {
    sendDatagrams(2, 4004, 30);
    Settings settings = new Settings(veth.name(), "auto", 255, 256, 24, 64);
    Attachment next = new XdpCounter("1.0.1", settings, kernel).attach(veth.name());
    attachment.release();
    attachment = next;
    sendDatagrams(2, 4004, 20);
    String network = veth.address(0) + "/24";

    await()
        .untilAsserted(
            () ->
                assertThat(totals(attachment))
                    .containsEntry("udp:4004 PACKETS", 50L)
                    .containsEntry("ip:" + veth.address(2) + " PACKETS", 30L)
                    .containsEntry("ip:" + network + " PACKETS", 20L));
  }

  /** Attaches and waits to be killed. */
  static final class Daemon {

    private Daemon() {}

    public static void main(String[] args) throws Exception {
      Attachment attachment =
          new XdpCounter("1.0.0", Settings.of(args[1]), new LibbpfKernel(Path.of(args[0])))
              .attach(args[1]);
      ChildJvm.awaitKill();
      attachment.detach();
    }
  }

  private XdpCounter hook(String version) {
    return new XdpCounter(version, Settings.of(veth.name()), kernel);
  }

  private void sendDatagrams(int host, int port, int count) throws Exception {
    veth.asClient(
        () -> {
          try (DatagramChannel channel =
              DatagramChannel.open().bind(new InetSocketAddress(veth.address(host), 0))) {
            InetSocketAddress to = new InetSocketAddress(veth.address(1), port);
            for (int i = 0; i < count; i++) {
              channel.send(ByteBuffer.allocate(18), to);
            }
          }
          return count;
        });
  }

  private void connect(int port, int count) throws Exception {
    try (ServerSocketChannel server =
        ServerSocketChannel.open().bind(new InetSocketAddress(veth.address(1), port), count)) {
      for (int i = 0; i < count; i++) {
        veth.asClient(
            () -> {
              try (Socket client = new Socket()) {
                client.connect(new InetSocketAddress(veth.address(1), port), 5000);
              }
              return port;
            });
      }
      assertThat(server.isOpen()).isTrue();
    }
  }

  private static Map<String, Long> totals(Attachment attachment) throws Exception {
    Map<String, Long> totals = new HashMap<>();
    ((SignalSource) attachment)
        .read((resource, event, total) -> totals.put(resource + " " + event, total));
    return totals;
  }
}
