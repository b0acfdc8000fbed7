package dev.weir.connection.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.SignalSource;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.testbed.ChildJvm;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.TestCgroup;
import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hook on real sockets: clients in a namespace, a server here. */
@KernelTest
class ConnectionGuardIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-guard");
  private static final int PORT = 8087;
  private static final String IN = "tcp:" + PORT;
  private static final String OUT = "out:tcp:" + PORT;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final LibbpfKernel kernel = new LibbpfKernel(PINS);
  private final List<SocketChannel> clients = new ArrayList<>();
  private final List<SocketChannel> served = new ArrayList<>();
  private VethPair veth;
  private ServerSocketChannel server;
  private TestCgroup cgroup;
  private Attachment guard;

  @BeforeEach
  void attach() throws Exception {
    veth = VethPair.create();
    cgroup = TestCgroup.enter();
    guard = hook("1.0.0").attach(cgroup.path());
    server = ServerSocketChannel.open().bind(new InetSocketAddress(veth.address(1), PORT), 512);
  }

  @AfterEach
  void takeDown() throws Exception {
    for (SocketChannel client : clients) {
      client.close();
    }
    for (SocketChannel accepted : served) {
      accepted.close();
    }
    server.close();
    guard.detach();
    cgroup.close();
    veth.close();
    assertThat(PINS).doesNotExist();
  }

  @Test
  void incoming_beyondTheMost_isRefusedAndRoomComesBack() throws Exception {
    apply(isolation(IN, 3));
    connect(2, 3);

    assertThatThrownBy(() -> connect(2, 1)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> connect(3, 1))
        .as("all peers share")
        .isInstanceOf(ConnectException.class);
    assertThat(guard.status().facts()).containsEntry("open " + IN, "3");

    served.remove(0).close();
    clients.remove(0).close();
    awaitOpen(IN, 2);
    connect(3, 1);
    assertThat(totals()).containsEntry(IN + " BLOCK", 2L).containsEntry(IN + " ESTABLISHED", 4L);
  }

  @Test
  void incoming_ofOnePeer_isLimitedByItself() throws Exception {
    apply(LimitTest.peers(IN, Limit.PEER_IN, 2));
    connect(2, 2);

    assertThatThrownBy(() -> connect(2, 1)).isInstanceOf(ConnectException.class);
    connect(3, 2);
    assertThatThrownBy(() -> connect(3, 1)).isInstanceOf(ConnectException.class);
    assertThat(guard.status().facts()).containsEntry("open " + IN, "4");

    // Of host 2 alone; of host 3 nothing.
    close(0);
    awaitOpen(IN, 3);
    connect(2, 1);
    assertThatThrownBy(() -> connect(3, 1)).isInstanceOf(ConnectException.class);
  }

  @Test
  void outgoing_beyondTheMost_isRefusedInConnect() throws Exception {
    apply(isolation(OUT, 2));
    connect(2, 2);

    assertThatThrownBy(() -> connect(3, 1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("refused");
    assertThat(totals()).containsEntry(OUT + " BLOCK", 1L);
    assertThat(totals()).containsEntry(IN + " BLOCK", 0L);
    assertThat(totals().get(IN + " ESTABLISHED")).as("never left this host").isEqualTo(2);
  }

  @Test
  void outgoing_thatFails_isGivenBack() throws Exception {
    apply(isolation("out:tcp:" + (PORT + 1), 1));
    InetSocketAddress nobody = new InetSocketAddress(veth.address(1), PORT + 1);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(
              () ->
                  veth.asClient(
                      () -> {
                        try (Socket socket = new Socket()) {
                          socket.connect(nobody, (int) PATIENCE.toMillis());
                        }
                        return 1;
                      }))
          .isInstanceOf(ConnectException.class);
    }
    awaitOpen("out:tcp:" + (PORT + 1), 0);
    assertThat(totals()).containsEntry("out:tcp:" + (PORT + 1) + " BLOCK", 0L);
  }

  @Test
  void reset_givesBackAtBothEnds() throws Exception {
    apply(isolation(IN, 2), isolation(OUT, 2));
    connect(2, 2);
    for (SocketChannel client : clients) {
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      client.close();
    }

    awaitOpen(OUT, 0);
    awaitOpen(IN, 0);
    connect(2, 2);
  }

  @Test
  void process_killed_givesBackWhatItHeld() throws Exception {
    apply(isolation(IN, 4), isolation(OUT, 4));
    try (ChildJvm client = cgroup.child(Client.class, veth.address(1), Integer.toString(PORT))) {
      awaitOpen(OUT, 4);
      assertThat(open(IN)).isEqualTo(4);
      client.kill();
    }

    awaitOpen(OUT, 0);
    accept(4);
    served.forEach(ConnectionGuardIT::closeQuietly);
    awaitOpen(IN, 0);
  }

  @Test
  void threads_atTheBrink_getExactlyTheMost() throws Exception {
    int most = 50;
    apply(isolation(IN, most));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    int refused = 0;
    try {
      List<Future<SocketChannel>> all = new ArrayList<>();
      for (int i = 0; i < 4 * most; i++) {
        all.add(threads.submit(() -> veth.asClient(() -> connected(2))));
      }
      for (Future<SocketChannel> one : all) {
        try {
          clients.add(one.get());
        } catch (ExecutionException e) {
          assertThat(e).cause().isInstanceOf(ConnectException.class);
          refused++;
        }
      }
    } finally {
      threads.shutdown();
    }

    assertThat(clients).hasSize(most);
    assertThat(refused).isEqualTo(3 * most);
    assertThat(open(IN)).isEqualTo(most);
  }

  @Test
  void swap_whileConnectionsComeAndGo_losesNone() throws Exception {
    apply(isolation(IN, 6));
    connect(2, 4);
    for (int i = 1; i <= 20; i++) {
      Attachment next = hook("1.0." + i).attach(cgroup.path());
      guard.release();
      guard = next;
      connect(3, 1);
      close(clients.size() - 1);
    }
    awaitOpen(IN, 4);
    connect(3, 2);

    assertThatThrownBy(() -> connect(3, 1)).isInstanceOf(ConnectException.class);
    assertThat(guard.status().detail()).contains("5 programs").endsWith("; 5 maps kept");
    for (int i = clients.size(); i > 0; i--) {
      close(0);
    }
    awaitOpen(IN, 0);
  }

  @Test
  void adoption_afterKill9_goesOnWithLimitsAndCounts() throws Exception {
    guard.detach();
    String[] arguments = {PINS.toString(), cgroup.path()};
    try (ChildJvm daemon = ChildJvm.start(Daemon.class, arguments)) {
      connect(2, 2);
      daemon.kill();
    }
    connect(2, 1);
    assertThatThrownBy(() -> connect(2, 1))
        .as("without a daemon")
        .isInstanceOf(ConnectException.class);

    guard = hook("1.0.1").attach(cgroup.path());
    assertThat(open(IN)).isEqualTo(3);
    close(0);
    awaitOpen(IN, 2);
    connect(2, 1);
    assertThatThrownBy(() -> connect(2, 1)).isInstanceOf(ConnectException.class);
  }

  @Test
  void shadow_refusesNothingAndCounts() throws Exception {
    Policy shadow = new Policy(Policy.DEFAULT.limitMode(), true, null);
    apply(new IsolationRule("watched", IN, false, 1, shadow));
    connect(2, 3);

    assertThat(guard.status().facts()).containsEntry("open " + IN, "3");
    assertThat(totals()).containsEntry(IN + " BLOCK", 2L);
  }

  @Test
  void rulesTakenAway_refuseNothingMore() throws Exception {
    apply(isolation(IN, 1));
    connect(2, 1);
    assertThatThrownBy(() -> connect(2, 1)).isInstanceOf(ConnectException.class);
    apply();

    connect(2, 5);
    assertThat(open(IN)).isEqualTo(6);
  }

  @Test
  void datagrams_toALimitedPort_areNobodysBusiness() throws Exception {
    apply(isolation(OUT, 1), isolation(IN, 1));
    connect(2, 1);
    try (DatagramChannel channel = veth.asClient(DatagramChannel::open)) {
      channel.connect(new InetSocketAddress(veth.address(1), PORT));
      assertThat(channel.isConnected()).isTrue();
    }
  }

  /** Attaches, applies and waits to be killed. */
  static final class Daemon {

    private Daemon() {}

    public static void main(String[] args) throws Exception {
      Attachment attachment =
          new ConnectionGuard(
                  "1.0.0", new Settings(args[1], 64), new LibbpfKernel(Path.of(args[0])))
              .attach(args[1]);
      attachment.apply(new RuleSet(1, List.of(isolation(IN, 3))));
      ChildJvm.awaitKill();
      attachment.detach();
    }
  }

  /** Makes four connections and waits to be killed. */
  static final class Client {

    private Client() {}

    public static void main(String[] args) throws Exception {
      List<SocketChannel> held = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        held.add(SocketChannel.open(new InetSocketAddress(args[0], Integer.parseInt(args[1]))));
      }
      ChildJvm.awaitKill();
      for (SocketChannel channel : held) {
        channel.close();
      }
    }
  }

  private ConnectionGuard hook(String version) {
    return new ConnectionGuard(version, new Settings(cgroup.path(), 64), kernel);
  }

  private void apply(Rule... rules) throws Exception {
    guard.apply(new RuleSet(1, List.of(rules)));
  }

  private static IsolationRule isolation(String resource, long most) {
    return LimitTest.port(resource, most);
  }

  private SocketChannel connected(int host) throws Exception {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.bind(new InetSocketAddress(veth.address(host), 0));
      channel.connect(new InetSocketAddress(veth.address(1), PORT));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** So many from a host, each accepted; those that are made stay. */
  private void connect(int host, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      clients.add(veth.asClient(() -> connected(host)));
      accept(1);
    }
  }

  private void accept(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      served.add(server.accept());
    }
  }

  /** Closes both ends of a connection. */
  private void close(int which) throws Exception {
    clients.remove(which).close();
    served.remove(which).close();
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long open(String resource) {
    return Long.parseLong(guard.status().facts().getOrDefault("open " + resource, "0"));
  }

  private void awaitOpen(String resource, long count) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(open(resource)).isEqualTo(count));
  }

  private Map<String, Long> totals() throws Exception {
    Map<String, Long> totals = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      ((SignalSource) guard)
          .read((resource, event, total) -> totals.put(resource + " " + event, total));
    }
    return totals;
  }
}
