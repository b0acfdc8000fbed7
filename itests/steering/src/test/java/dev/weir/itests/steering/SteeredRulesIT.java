package dev.weir.itests.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.host.Figures;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.rule.SystemRule.MetricType;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import dev.weir.tc.classifier.TcClassifier;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.VethPair;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verdicts and thresholds in the kernel, by figures of the host that the test says. */
@KernelTest
class SteeredRulesIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-steered");
  private static final int PORT = 8_081;
  private static final int OTHER_PORT = 8_082;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final FlowRule MEMORY =
      new FlowRule(
          "memory",
          "tcp:" + PORT,
          false,
          new TokenCalculation.MemoryAdaptive(500, 10, 1_000, 2_000),
          new ControlBehavior.Reject(),
          1,
          60_000,
          Window.COMPATIBLE,
          null,
          Policy.DEFAULT);

  private VethPair veth;
  private Daemon daemon;
  private Knocks knocks;

  @BeforeEach
  void attach() throws Exception {
    veth = VethPair.create();
    TcClassifier hook =
        new TcClassifier(
            Platform.bundle("1.0.0"),
            Platform.settings(
                TcClassifier.Config.class,
                Map.of("interface$", veth.name(), "inbound", new String[] {"" + PORT})),
            new LibbpfKernel(PINS));
    daemon = new Daemon(hook, veth.name());
    knocks = new Knocks(veth, PORT, 50);
  }

  @AfterEach
  void takeDown() {
    daemon.close();
    veth.close();
  }

  /** How many of so many connections passed the rule; all have met it when this returns. */
  private long passed(String rule, Knocks at, int count) throws Exception {
    long before = daemon.passed(rule);
    long metBefore = before + daemon.blocked(rule);
    veth.asClient(
        () -> {
          for (int i = 0; i < count; i++) {
            at.knock();
          }
          return true;
        });
    await()
        .atMost(PATIENCE)
        .until(() -> daemon.passed(rule) + daemon.blocked(rule) >= metBefore + count);
    return daemon.passed(rule) - before;
  }

  @Test
  void memoryThatFills_lowersTheThreshold() throws Exception {
    daemon.host(new Figures(0, 0, 5_000));
    daemon.apply(new RuleSet(1, List.of(MEMORY)));
    assertThat(daemon.allowed("memory")).isEqualTo("10 in 60000 ms");
    assertThat(passed("memory", knocks, 20)).as("what a new rule has saved up").isEqualTo(1);

    assertThat(daemon.fact("steered memory")).isEqualTo("10 in 60000 ms");
    daemon.host(new Figures(0, 0, 1_500));
    daemon.round();
    assertThat(daemon.allowed("memory")).isEqualTo("255 in 60000 ms");
    assertThat(daemon.fact("steered memory")).isEqualTo("255 in 60000 ms");
    daemon.host(new Figures(0, 0, 500));
    daemon.round();
    assertThat(daemon.allowed("memory")).isEqualTo("500 in 60000 ms");
    long begun = System.nanoTime();
    long[] found = {0};
    await().atMost(PATIENCE).until(() -> (found[0] += passed("memory", knocks, 1)) == 10);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("ten at 500 a minute, less what the time before has saved; at 10 it were a minute")
        .isLessThan(PATIENCE);
  }

  @Test
  void loadBeyondTheTrigger_refusesConnectionsAtGuardedPortsAlone() throws Exception {
    SystemRule rule = system(MetricType.LOAD, 4);
    daemon.host(new Figures(1, 0, 0));
    daemon.apply(new RuleSet(1, List.of(rule)));
    assertThat(passed("system", knocks, 20)).isEqualTo(20);

    daemon.host(new Figures(4.5, 0, 0));
    daemon.round();
    assertThat(passed("system", knocks, 20)).isZero();
    long refused = daemon.blocked("system");
    Knocks elsewhere = new Knocks(veth, OTHER_PORT, 50);
    veth.asClient(
        () -> {
          elsewhere.knock();
          return true;
        });
    assertThat(daemon.blocked("system")).as("a port that is not guarded").isEqualTo(refused);

    daemon.host(new Figures(4, 0, 0));
    daemon.round();
    assertThat(passed("system", knocks, 20)).isEqualTo(20);
  }

  @Test
  void cpuBeyondTheTrigger_refusesConnections() throws Exception {
    daemon.host(new Figures(0, 0.95, 0));
    daemon.apply(new RuleSet(1, List.of(system(MetricType.CPU_USAGE, 0.9))));
    assertThat(passed("system", knocks, 20)).isZero();

    daemon.host(new Figures(0, 0.5, 0));
    daemon.round();
    assertThat(passed("system", knocks, 20)).isEqualTo(20);
  }

  @Test
  void otherRulesThatCome_leaveAVerdictInForce() throws Exception {
    SystemRule rule = system(MetricType.LOAD, 4);
    daemon.host(new Figures(9, 0, 0));
    daemon.apply(new RuleSet(1, List.of(rule)));
    daemon.applyAlone(
        new RuleSet(2, List.of(rule, FlowRule.perSecond("other", "tcp:" + OTHER_PORT, 5))));

    assertThat(passed("system", knocks, 20)).as("no round since").isZero();
  }

  @Test
  void daemonThatFallsSilent_leavesTheRulesOwnLimit() throws Exception {
    SystemRule verdict = system(MetricType.LOAD, 4);
    daemon.host(new Figures(9, 0, 5_000));
    daemon.apply(new RuleSet(1, List.of(verdict)));
    long heard = System.nanoTime();
    long passedEarly = passed("system", knocks, 5);
    long early = System.nanoTime() - heard;
    assertThat(passedEarly == 0 || early > 5_000_000_000L).as("the verdict holds").isTrue();

    await().atMost(PATIENCE).until(() -> passed("system", knocks, 1) == 1);
    assertThat(System.nanoTime() - heard).isGreaterThan(5_000_000_000L);
    assertThat(daemon.fact("steered system"))
        .isEqualTo("all, its own limit: nothing was heard for 5 s");
    daemon.round();
    assertThat(passed("system", knocks, 5)).as("it is back").isZero();
    assertThat(daemon.fact("steered system")).isEqualTo("none");
  }

  private static SystemRule system(MetricType metric, double trigger) {
    return new SystemRule(
        "system", metric, trigger, SystemRule.Strategy.NO_ADAPTIVE, Policy.DEFAULT);
  }
}
