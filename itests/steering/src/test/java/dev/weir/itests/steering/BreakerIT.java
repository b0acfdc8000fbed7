package dev.weir.itests.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.connection.guard.ConnectionGuard;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.host.Figures;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.tc.classifier.TcClassifier;
import dev.weir.tcp.rtt.TcpRtt;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.TestCgroup;
import dev.weir.testbed.VethPair;
import dev.weir.xdp.counter.XdpCounter;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Circuit breakers on a port, and BBR: decided from what the kernel measures, held by the kernel.
 */
@KernelTest
class BreakerIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-breaker");
  private static final int PORT = 8_083;
  private static final String RESOURCE = "tcp:" + PORT;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration ROUND = Duration.ofMillis(100);

  private final LibbpfKernel kernel = new LibbpfKernel(PINS);
  private VethPair veth;
  private TestCgroup cgroup;
  private Daemon daemon;
  private Callers callers;

  @BeforeEach
  void attach() throws Exception {
    veth = VethPair.create();
    cgroup = TestCgroup.enter();
    TcClassifier hook =
        new TcClassifier(
            Platform.bundle("1.0.0"),
            Platform.settings(
                TcClassifier.Config.class,
                Map.of("interface$", veth.name(), "inbound", new String[] {"" + PORT})),
            kernel);
    daemon = new Daemon(hook, veth.name());
    callers = new Callers(veth, PORT);
  }

  @AfterEach
  void takeDown() throws Exception {
    callers.close();
    daemon.close();
    cgroup.close();
    veth.close();
  }

  @Test
  void slowRoundTrips_refuseNewConnections_untilAProbeIsFast() throws Exception {
    measureTimes();
    daemon.apply(new RuleSet(1, List.of(breaker(new Strategy.SlowRequestRatio(0.5, 50)))));
    awaitCounted(SignalEvent.RTT_SAMPLES, 1);
    assertThat(daemon.allowed("breaker")).isEqualTo("all");

    callers.slow();
    callers.connect(10);
    rounds(() -> daemon.allowed("breaker").equals("none"));
    callers.fast();
    assertThat(daemon.fact("steered breaker")).isEqualTo("none");
    assertRefused();

    rounds(() -> daemon.allowed("breaker").equals("1 in 3000 ms"));
    assertOnePasses();
    awaitClosedBy(List.of());
  }

  @Test
  void resets_refuseNewConnections_untilAConnectionEndsInOrder() throws Exception {
    daemon.counts(
        new ConnectionGuard(
            Platform.bundle("1.0.0"),
            Platform.settings(ConnectionGuard.Config.class, Map.of("cgroup", cgroup.path())),
            kernel),
        cgroup.path());
    daemon.counts(
        new XdpCounter(
            Platform.bundle("1.0.0"),
            Platform.settings(XdpCounter.Config.class, Map.of("interface$", veth.name())),
            kernel),
        veth.name());
    daemon.apply(new RuleSet(1, List.of(breaker(new Strategy.ErrorRatio(0.5)))));
    awaitCounted(SignalEvent.COMPLETE, 1);
    rounds(() -> daemon.counted(RESOURCE, SignalEvent.RESETS) >= 0);
    assertThat(daemon.allowed("breaker")).isEqualTo("all");

    callers.reset(callers.connect(10));
    rounds(() -> daemon.allowed("breaker").equals("none"));
    assertRefused();

    rounds(() -> daemon.allowed("breaker").equals("1 in 3000 ms"));
    assertOnePasses();
    SocketChannel probe = callers.begin();
    awaitClosedBy(List.of(probe));
  }

  @Test
  void bbr_underLoad_refusesNewConnectionsWhileRoundTripsGrow() throws Exception {
    measureTimes();
    daemon.host(new Figures(9, 0, 0));
    daemon.apply(
        new RuleSet(
            1,
            List.of(
                new SystemRule(
                    "bbr",
                    SystemRule.MetricType.LOAD,
                    4,
                    SystemRule.Strategy.BBR,
                    Policy.DEFAULT))));
    awaitCounted(SignalEvent.RTT_SAMPLES, 1);
    assertThat(daemon.allowed("bbr")).as("nothing runs, so it keeps up").isEqualTo("all");

    SocketChannel client = callers.connect(1).get(0);
    client.finishConnect();
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              callers.fast();
              callers.exchange(client, 20);
              daemon.round();
              callers.slow();
              callers.exchange(client, 3);
              daemon.round();
              return daemon.allowed("bbr").equals("none");
            });
    long refused = daemon.blocked("bbr");
    callers.fast();
    callers.begin();
    await().atMost(PATIENCE).until(() -> daemon.blocked("bbr") > refused);

    daemon.host(new Figures(1, 0, 0));
    daemon.round();
    assertThat(daemon.allowed("bbr")).as("the load is gone").isEqualTo("all");
  }

  private void measureTimes() throws Exception {
    daemon.counts(
        new TcpRtt(
            Platform.bundle("1.0.0"),
            Platform.settings(TcpRtt.Config.class, Map.of("cgroup", cgroup.path())),
            kernel),
        cgroup.path());
  }

  /** Has a good connection come and go, until the signals of the port are known. */
  private void awaitCounted(SignalEvent event, long least) throws Exception {
    rounds(
        () -> {
          callers.end(callers.connect(1));
          return daemon.counted(RESOURCE, event) >= least;
        });
  }

  /** No connection gets through: its SYN is refused, and nobody is served. */
  private void assertRefused() throws Exception {
    long refused = daemon.blocked("breaker");
    int served = callers.accept();
    SocketChannel client = callers.begin();
    await().atMost(PATIENCE).until(() -> daemon.blocked("breaker") > refused);
    assertThat(callers.accept()).isEqualTo(served);
    client.close();
  }

  /**
   * Of many that are given up at once, one is let through: the probe, of which nothing is heard.
   */
  private void assertOnePasses() throws Exception {
    long passed = daemon.passed("breaker");
    long met = passed + daemon.blocked("breaker");
    Knocks knocks = new Knocks(veth, PORT, 50);
    veth.asClient(
        () -> {
          for (int i = 0; i < 20; i++) {
            knocks.knock();
          }
          return true;
        });
    await()
        .atMost(PATIENCE)
        .until(() -> daemon.passed("breaker") + daemon.blocked("breaker") >= met + 20);
    assertThat(daemon.passed("breaker") - passed).isEqualTo(1);
  }

  /** Connections are tried, and one that is served ends in order, until the breaker has closed. */
  private void awaitClosedBy(List<SocketChannel> begun) throws Exception {
    int served = callers.accept();
    rounds(
        () -> {
          if (begun.isEmpty()) {
            callers.begin();
          }
          if (callers.accept() > served) {
            callers.closeAccepted();
            for (SocketChannel one : begun) {
              one.close();
            }
          }
          return daemon.allowed("breaker").equals("all");
        });
    callers.connect(3);
  }

  private void rounds(Callable<Boolean> done) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(ROUND)
        .until(
            () -> {
              daemon.round();
              return done.call();
            });
  }

  private static CircuitBreakerRule breaker(Strategy strategy) {
    return new CircuitBreakerRule(
        "breaker",
        RESOURCE,
        strategy,
        5,
        new StatWindow(2_000, 1),
        new Recovery(3_000, 0),
        Policy.DEFAULT);
  }
}
