package dev.weir.tcp.rtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.SignalSource;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.TestCgroup;
import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hook on real sockets: a server in a namespace whose way out can be slow, a client here. */
@KernelTest
class TcpRttIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-rtt");
  private static final int PORT = 8091;
  private static final String IN = "tcp:" + PORT;
  private static final String OUT = "out:tcp:" + PORT;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final LibbpfKernel kernel = new LibbpfKernel(PINS);
  private VethPair veth;
  private TestCgroup cgroup;
  private Attachment rtt;
  private ServerSocketChannel server;
  private SocketChannel client;
  private SocketChannel served;

  @BeforeEach
  void attach() throws Exception {
    veth = VethPair.create();
    cgroup = TestCgroup.enter();
    rtt = hook("1.0.0").attach(cgroup.path());
    server =
        veth.asClient(
            () -> ServerSocketChannel.open().bind(new InetSocketAddress(veth.address(2), PORT)));
    client = SocketChannel.open(new InetSocketAddress(veth.address(2), PORT));
    served = server.accept();
    served.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  @AfterEach
  void takeDown() throws Exception {
    client.close();
    served.close();
    server.close();
    rtt.detach();
    cgroup.close();
    veth.close();
    assertThat(PINS).doesNotExist();
  }

  @Test
  void handshake_isMeasuredAtBothEnds() throws Exception {
    Map<String, Long> totals = totals();

    assertThat(totals).containsEntry(IN + " RTT_SAMPLES", 1L);
    assertThat(totals).containsEntry(OUT + " RTT_SAMPLES", 1L);
    assertThat(totals.get(IN + " RTT")).isPositive();
    assertThat(totals.get(OUT + " RTT")).isPositive();
    assertThat(rtt.status().facts()).containsEntry("followed", "2").containsEntry("places", "2");
  }

  @Test
  void segments_areCountedOnceEach() throws Exception {
    for (int i = 0; i < 10; i++) {
      send(1);
      receive(1);
    }
    end();

    Map<String, Long> totals = totals();
    assertThat(segments(totals)).isEqualTo(10);
    assertThat(totals).containsEntry(OUT + " SEGMENTS", 0L);
  }

  /**
   * 4 Mbit/s send a segment of 1514 bytes every 3 ms; the queue of 12 kB holds eight and loses what
   * TCP sends beyond, whatever the machine does beside.
   */
  @Test
  void slowWay_showsInTheTimes_andEveryLossIsCounted() throws Exception {
    long before = veth.clientTcp("RetransSegs");
    Map<String, Long> base = totals();
    veth.slowClients("4mbit", 12_000);
    int bytes = 400_000;
    Thread sender = new Thread(() -> sendQuietly(bytes), "sender");
    sender.start();
    receive(bytes);
    sender.join();
    end();

    Map<String, Long> totals = totals();
    long resent = veth.clientTcp("RetransSegs") - before;
    assertThat(resent).as("the kernel's own count").isPositive();
    assertThat(totals).containsEntry(IN + " RETRANSMITS", resent);
    long samples = grown(base, totals, IN + " RTT_SAMPLES");
    assertThat(samples).isPositive();
    assertThat(grown(base, totals, IN + " RTT") / samples).as("mean, µs").isGreaterThan(1_000);
  }

  @Test
  void synWithoutAnswer_isResentAndCounted() throws Exception {
    int port = PORT + 1;
    veth.silence(4);
    try (SocketChannel knocking = SocketChannel.open()) {
      knocking.configureBlocking(false);
      knocking.connect(new InetSocketAddress(veth.address(4), port));
      String resent = "out:tcp:" + port + " RETRANSMITS";
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(totals().getOrDefault(resent, 0L)).isPositive());
    }
  }

  @Test
  void swap_goesOnWithConnectionsAndSums() throws Exception {
    send(1);
    receive(1);
    for (int i = 1; i <= 10; i++) {
      Attachment next = hook("1.0." + i).attach(cgroup.path());
      rtt.release();
      rtt = next;
      send(1);
      receive(1);
    }
    end();

    assertThat(rtt.status().detail()).endsWith("; 3 maps kept");
    Map<String, Long> totals = totals();
    assertThat(segments(totals)).isEqualTo(11);
    assertThat(totals.get(IN + " RTT_SAMPLES")).isGreaterThan(1);
  }

  @Test
  void rules_areRefused() {
    RuleSet rules = new RuleSet(1, List.of(FlowRule.perSecond("f", IN, 1)));

    assertThatThrownBy(() -> rtt.apply(rules))
        .isInstanceOf(HookException.class)
        .hasMessageContaining("measures and does not limit");
  }

  private TcpRtt hook(String version) {
    return new TcpRtt(version, new Settings(cgroup.path()), kernel);
  }

  private void send(int bytes) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(bytes);
    while (data.hasRemaining()) {
      served.write(data);
    }
  }

  private void sendQuietly(int bytes) {
    try {
      send(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive(int bytes) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(bytes);
    while (data.hasRemaining()) {
      assertThat(client.read(data)).isNotNegative();
    }
  }

  /** Ends the connection in order, and waits until the kernel has heard of its end. */
  private void end() throws Exception {
    served.close();
    assertThat(client.read(ByteBuffer.allocate(1))).isNegative();
    client.close();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(rtt.status().facts()).containsEntry("open", "0"));
  }

  private static long grown(Map<String, Long> before, Map<String, Long> after, String what) {
    return after.getOrDefault(what, 0L) - before.getOrDefault(what, 0L);
  }

  /** Sent by the server, without those that were sent again. */
  private static long segments(Map<String, Long> totals) {
    return totals.getOrDefault(IN + " SEGMENTS", 0L) - totals.getOrDefault(IN + " RETRANSMITS", 0L);
  }

  private Map<String, Long> totals() throws Exception {
    Map<String, Long> totals = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      ((SignalSource) rtt)
          .read((resource, event, total) -> totals.put(resource + " " + event, total));
    }
    return totals;
  }
}
