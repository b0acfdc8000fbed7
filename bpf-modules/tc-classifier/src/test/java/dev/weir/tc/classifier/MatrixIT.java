package dev.weir.tc.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.hook.Attachment;
import dev.weir.hook.SignalSource;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every action, both ways, in both families, on datagrams between two network namespaces. */
@KernelTest
class MatrixIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-matrix");
  private static final int LIMITED = 8_091;
  private static final long MARK = 0x6d61;
  private static final int BURST = 3;
  private static final int SENT = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LibbpfKernel kernel = new LibbpfKernel(PINS);
  private final List<Attachment> attached = new ArrayList<>();
  private VethPair veth;

  static Stream<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    for (Action action :
        List.of(Action.DROP, Action.RESET, new Action.Mark((int) MARK), Action.SHADOW)) {
      for (boolean outgoing : new boolean[] {false, true}) {
        for (boolean ipv6 : new boolean[] {false, true}) {
          cells.add(arguments(action, outgoing, ipv6));
        }
      }
    }
    return cells.stream();
  }

  @BeforeEach
  void make() {
    veth = VethPair.create();
    veth.speakIpv6();
  }

  @AfterEach
  void takeDown() {
    attached.forEach(Attachment::detach);
    veth.close();
  }

  /** Those that are marked are dropped by a program behind. */
  @ParameterizedTest(name = "{0}, outgoing {1}, IPv6 {2}")
  @MethodSource("cells")
  void beyondTheBurst_theActionIsDone(Action action, boolean outgoing, boolean ipv6)
      throws Exception {
    Attachment hook = outgoing ? egress() : ingress();
    TrafficMatch match = TrafficMatch.toPort(Protocol.UDP, LIMITED);
    TrafficRule rule =
        Rules.rule(outgoing ? match.outgoing() : match, Metric.PACKETS, Per.SOURCE, BURST);
    hook.apply(Rules.set(rule.acting(action)));
    if (action instanceof Action.Mark) {
      attached.add(Marked.drop(kernel, MARK, type(outgoing), veth.name()));
    }

    boolean refuses = action.equals(Action.DROP) || action.equals(Action.RESET);
    String to = outgoing ? far(2, ipv6) : far(1, ipv6);
    InetSocketAddress limited = new InetSocketAddress(to, LIMITED);
    try (DatagramChannel server = at(outgoing, () -> bound(limited));
        DatagramChannel caller = at(!outgoing, () -> connected(limited))) {
      Sent sent = Sent.by(caller);
      String resource = (outgoing ? "out:" : "") + "udp:" + LIMITED;
      long beyond = sent.count() - (long) BURST;
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(beyond(hook, resource, refuses)).isEqualTo(beyond));
      assertThat(hook.status().facts()).containsEntry("passed", Integer.toString(BURST));

      int expected = action.equals(Action.SHADOW) ? sent.count() : BURST;
      int[] arrived = {0};
      await().atMost(PATIENCE).until(() -> (arrived[0] += received(server)) >= expected);
      assertThat(arrived[0]).isEqualTo(expected);
      if (action.equals(Action.RESET)) {
        await().atMost(PATIENCE).until(() -> sent.told() || isTold(caller));
      } else {
        assertThat(sent.told() || isTold(caller)).isFalse();
      }
    }
  }

  private String far(int host, boolean ipv6) {
    return ipv6 ? veth.address6(host) : veth.address(host);
  }

  /** What came beyond the burst: refused, or else marked or only watched. */
  private static long beyond(Attachment hook, String resource, boolean refuses) throws Exception {
    long[] blocked = {0};
    ((SignalSource) hook)
        .read((name, event, total) -> blocked[0] += name.equals(resource) ? total : 0);
    long other = Long.parseLong(hook.status().facts().getOrDefault("markedOrWatched", "-1"));
    assertThat(refuses ? other : blocked[0]).isZero();
    return refuses ? blocked[0] : other;
  }

  /**
   * What a caller sent.
   *
   * @param count datagrams that its kernel took
   * @param told whether a call failed, for a refusal of one before it
   */
  private record Sent(int count, boolean told) {

    static Sent by(DatagramChannel caller) {
      int count = 0;
      boolean told = false;
      for (int i = 0; i < SENT; i++) {
        try {
          count += caller.write(ByteBuffer.wrap(new byte[8])) > 0 ? 1 : 0;
        } catch (IOException refused) {
          told = true;
        }
      }
      return new Sent(count, told);
    }
  }

  /** Whether a socket was told of a refusal since its last call. */
  private static boolean isTold(DatagramChannel caller) {
    try {
      caller.read(ByteBuffer.allocate(8));
      return false;
    } catch (IOException told) {
      return true;
    }
  }

  private static int received(DatagramChannel channel) throws IOException {
    int count = 0;
    while (channel.receive(ByteBuffer.allocate(8)) != null) {
      count++;
    }
    return count;
  }

  private static DatagramChannel connected(SocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open().connect(address);
    channel.configureBlocking(false);
    return channel;
  }

  private static DatagramChannel bound(SocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open().bind(address);
    channel.configureBlocking(false);
    return channel;
  }

  private DatagramChannel at(boolean clients, Callable<DatagramChannel> opening) throws Exception {
    return clients ? veth.asClient(opening) : opening.call();
  }

  private static AttachType type(boolean outgoing) {
    return outgoing ? AttachType.TCX_EGRESS : AttachType.TCX_INGRESS;
  }

  private Attachment ingress() throws Exception {
    Attachment hook =
        new TcClassifier("1.0.0", Settings.of(veth.name()), kernel).attach(veth.name());
    attached.add(hook);
    return hook;
  }

  private Attachment egress() throws Exception {
    Attachment hook =
        new TcEgress("1.0.0", EgressSettings.of(veth.name()), kernel).attach(veth.name());
    attached.add(hook);
    return hook;
  }
}
