package dev.weir.itests.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.connection.guard.ConnectionGuard;
import dev.weir.hook.Hook;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.manager.HookView;
import dev.weir.manager.HookView.State;
import dev.weir.manager.hooks.HookRecord;
import dev.weir.manager.hooks.HookRoster;
import dev.weir.manager.hooks.Offer;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.tc.classifier.TcClassifier;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.VethPair;
import dev.weir.xdp.limiter.XdpLimiter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks whose bundle is gone, on packets and connections of a network namespace. */
@KernelTest
class ClosedIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-closed");
  private static final int LIMITED = 4030;
  private static final int OTHER = 4031;
  private static final long BUNDLE = 7;

  /** Far more than a test sends. */
  private static final int PLENTY = 100_000;

  private static final IsolationRule ISOLATION =
      new IsolationRule("few", "tcp:" + LIMITED, false, PLENTY, Policy.DEFAULT);

  private final LibbpfKernel kernel = new LibbpfKernel(PINS);
  private final HookRoster roster = new HookRoster();
  private VethPair veth;

  @BeforeEach
  void make() {
    veth = VethPair.create();
  }

  @AfterEach
  void takeDown() {
    roster.close(0);
    veth.close();
    assertThat(PINS).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tc-classifier", "xdp-limiter"})
  void limiter_failClosed_refusesWhatItsRulesLimit_untilItIsBack(String name) throws Exception {
    Offer offer = new Offer(limiter(name, "closed"), BUNDLE);
    attach(offer, udp());
    assertThat(arrives(LIMITED)).isTrue();

    leave(offer);
    assertThat(view().state()).isEqualTo(State.CLOSED);
    assertThat(view().status().live()).isTrue();
    assertThat(arrives(LIMITED)).isFalse();
    assertThat(arrives(OTHER)).isTrue();

    roster.offer(offer, 0);
    assertThat(view().state()).isEqualTo(State.ATTACHED);
    assertThat(arrives(LIMITED)).isTrue();
  }

  @Test
  void limiter_failOpen_limitsNothingAnyMore() throws Exception {
    Offer offer = new Offer(limiter("tc-classifier", "open"), BUNDLE);
    attach(offer, udp());
    leave(offer);

    assertThat(roster.views()).isEmpty();
    assertThat(PINS).doesNotExist();
    assertThat(arrives(LIMITED)).isTrue();
  }

  @Test
  void closed_detachedByTheUser_isOpenAndLeavesNothing() throws Exception {
    Offer offer = new Offer(limiter("xdp-limiter", "closed"), BUNDLE);
    attach(offer, udp());
    leave(offer);
    roster.detach("xdp-limiter", 0);

    assertThat(PINS).doesNotExist();
    assertThat(arrives(LIMITED)).isTrue();
  }

  @Test
  void limiter_atTheLoopback_neverCloses() throws Exception {
    Hook hook =
        new TcClassifier(
            Platform.bundle("1.0.0"),
            Platform.settings(
                TcClassifier.Config.class, Map.of("interface$", "lo", "whenAbsent", "closed")),
            kernel);
    Offer offer = new Offer(hook, BUNDLE);
    attach(offer, udp());
    assertThat(view().status().facts()).containsEntry("whenAbsent", "open, as it is at lo");
    leave(offer);

    assertThat(roster.views()).isEmpty();
  }

  @Test
  void guard_failClosed_refusesConnections_butThoseOverTheLoopback() throws Exception {
    Hook guard =
        new ConnectionGuard(
            Platform.bundle("1.0.0"),
            Platform.settings(ConnectionGuard.Config.class, Map.of("whenAbsent", "closed")),
            kernel);
    Offer offer = new Offer(guard, BUNDLE);
    try (ServerSocketChannel limited = listen(LIMITED);
        ServerSocketChannel other = listen(OTHER)) {
      attach(offer, ISOLATION);
      assertThat(connects(LIMITED)).isTrue();
      leave(offer);

      assertThat(connects(LIMITED)).isFalse();
      assertThat(connects(OTHER)).isTrue();
      try (Socket admin = new Socket(InetAddress.getLoopbackAddress(), LIMITED)) {
        assertThat(admin.isConnected()).isTrue();
      }
      roster.offer(offer, 0);
      assertThat(connects(LIMITED)).isTrue();
      assertThat(limited.isOpen() && other.isOpen()).isTrue();
    }
  }

  @Test
  void whenAbsent_thatIsNeither_isRefused() {
    assertThatThrownBy(() -> limiter("tc-classifier", "ajar"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("whenAbsent must be open or closed, was 'ajar'");
  }

  private Hook limiter(String name, String whenAbsent) {
    Map<String, Object> settings = Map.of("interface$", veth.name(), "whenAbsent", whenAbsent);
    return name.equals("xdp-limiter")
        ? new XdpLimiter(
            Platform.bundle("1.0.0"), Platform.settings(XdpLimiter.Config.class, settings), kernel)
        : new TcClassifier(
            Platform.bundle("1.0.0"),
            Platform.settings(TcClassifier.Config.class, settings),
            kernel);
  }

  private static Rule udp() {
    TrafficRule.Rate rate = new TrafficRule.Rate(PLENTY, 1_000, PLENTY);
    TrafficMatch match = TrafficMatch.toPort(Protocol.UDP, LIMITED);
    return new TrafficRule("plenty", match, Metric.PACKETS, Per.ALL, rate);
  }

  private void attach(Offer offer, Rule rule) {
    roster.offer(offer, 0);
    assertThat(view().problem()).isEmpty();
    HookRecord record = roster.records().iterator().next();
    assertThat(record.apply(new RuleSet(1, List.of(rule)))).isEmpty();
  }

  private void leave(Offer offer) {
    roster.withdraw(offer, 0);
    roster.uninstalled(BUNDLE, 0);
  }

  private HookView view() {
    return roster.views().get(0);
  }

  private ServerSocketChannel listen(int port) throws IOException {
    return ServerSocketChannel.open().bind(new InetSocketAddress(port));
  }

  private boolean connects(int port) throws Exception {
    return veth.asClient(
        () -> {
          try (Socket client = new Socket()) {
            client.connect(new InetSocketAddress(veth.address(1), port), 2_000);
            return true;
          } catch (IOException refused) {
            return false;
          }
        });
  }

  /** Whether a datagram to the port comes in, told by one to a port that nobody limits. */
  private boolean arrives(int port) throws Exception {
    try (DatagramChannel asked = open(port);
        DatagramChannel sure = open(OTHER + 1)) {
      veth.asClient(
          () -> {
            try (DatagramChannel client = DatagramChannel.open()) {
              client.send(ByteBuffer.allocate(8), new InetSocketAddress(veth.address(1), port));
              client.send(
                  ByteBuffer.allocate(8), new InetSocketAddress(veth.address(1), OTHER + 1));
            }
            return true;
          });
      await().atMost(Duration.ofSeconds(10)).until(() -> received(sure));
      return received(asked);
    }
  }

  private static boolean received(DatagramChannel channel) throws IOException {
    return channel.receive(ByteBuffer.allocate(8)) != null;
  }

  private DatagramChannel open(int port) throws IOException {
    DatagramChannel channel =
        DatagramChannel.open().bind(new InetSocketAddress(veth.address(1), port));
    channel.configureBlocking(false);
    return channel;
  }
}
