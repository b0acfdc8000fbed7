package dev.weir.engine.outlier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.breaker.BreakerOptions;
import dev.weir.engine.call.BreakerState;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.OutlierRule.ActiveRecovery;
import dev.weir.rule.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutlierNodesTest {

  private static final long T0 = 2_000_000_000_000L;
  private static final ActiveRecovery PASSIVE = new ActiveRecovery(false, 0, 0);

  private final Ejection ejection = new Ejection();
  private final List<String> asked = new ArrayList<>();

  private static OutlierNodes nodes(double percent, ActiveRecovery recovery, int recycleS) {
    return new OutlierNodes(rule(percent, recovery, recycleS), BreakerOptions.DEFAULT);
  }

  private static OutlierRule rule(double percent, ActiveRecovery recovery, int recycleS) {
    CircuitBreakerRule breaker =
        new CircuitBreakerRule(
            "o",
            "svc",
            new Strategy.ErrorCount(1),
            1,
            new StatWindow(10_000, 1),
            new Recovery(1_000, 0),
            Policy.DEFAULT);
    return new OutlierRule(breaker, percent, recovery, recycleS);
  }

  private List<String> ejected(OutlierNodes nodes, long now) {
    nodes.eject(now, ejection);
    List<String> list = new ArrayList<>();
    for (int i = 0; i < ejection.ejectedCount(); i++) {
      list.add(ejection.ejected(i));
    }
    return list;
  }

  @Test
  void halfOfTheNodesMayBeOut_theRestStaysThoughItFails() {
    OutlierNodes nodes = nodes(0.5, PASSIVE, 0);
    for (String address : List.of("a", "b", "c", "d")) {
      nodes.completed(address, T0, 5, true);
    }
    assertThat(ejected(nodes, T0)).containsExactly("a", "b");
  }

  @Test
  void shareOfLessThanOneNode_ejectsNone() {
    OutlierNodes nodes = nodes(0.5, PASSIVE, 0);
    nodes.completed("a", T0, 5, true);
    assertThat(ejected(nodes, T0)).isEmpty();
  }

  @Test
  void retryTimeoutOver_probeIsWantedAndGoodOneBringsItBack() {
    OutlierNodes nodes = nodes(1, PASSIVE, 0);
    nodes.completed("a", T0, 5, true);
    assertThat(ejected(nodes, T0 + 999)).containsExactly("a");
    assertThat(ejected(nodes, T0 + 1_000)).isEmpty();
    assertThat(ejection.halfOpenCount()).isOne();
    assertThat(ejection.halfOpen(0)).isEqualTo("a");

    nodes.completed("a", T0 + 1_001, 5, false);
    assertThat(nodes.state("a")).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void outForTheRecycleInterval_isForgotten() {
    OutlierNodes nodes = nodes(1, PASSIVE, 3);
    nodes.completed("a", T0, 5, true);
    ejected(nodes, T0);
    nodes.tick(T0 + 2_999, RecoveryProbe.NONE);
    assertThat(nodes.size()).isOne();
    nodes.tick(T0 + 3_000, RecoveryProbe.NONE);
    assertThat(nodes.size()).isZero();
    assertThat(nodes.state("a")).isNull();
  }

  @Test
  void cameBackWithinTheRecycleInterval_stays() {
    OutlierNodes nodes = nodes(1, PASSIVE, 3);
    nodes.completed("a", T0, 5, true);
    ejected(nodes, T0);
    nodes.completed("a", T0 + 1_000, 5, false);
    nodes.tick(T0 + 3_000, RecoveryProbe.NONE);
    assertThat(nodes.size()).isOne();
  }

  @Test
  void activeRecovery_asksWithGrowingPausesAndTakesNoForSilence() {
    OutlierNodes nodes = nodes(1, new ActiveRecovery(true, 100, 3), 600);
    nodes.completed("a", T0, 5, true);
    ejected(nodes, T0);
    RecoveryProbe probe = (n, address) -> asked.add(address);
    nodes.tick(T0 + 99, probe);
    assertThat(asked).isEmpty();
    nodes.tick(T0 + 100, probe);
    assertThat(asked).hasSize(1);
    nodes.tick(T0 + 200, probe);
    assertThat(asked).as("still waiting for the answer").hasSize(1);

    nodes.answered("a", T0 + 200, 0, false);
    nodes.tick(T0 + 399, probe);
    assertThat(asked).hasSize(1);
    nodes.tick(T0 + 400, probe);
    assertThat(asked).as("two intervals after the first no").hasSize(2);
    nodes.tick(T0 + 400 + 5_299, probe);
    assertThat(asked).hasSize(2);
    nodes.tick(T0 + 400 + 5_300, probe);
    assertThat(asked).as("silence of 5 s, then three intervals").hasSize(3);
  }

  @Test
  void answeredThatItIsBackWhileHalfOpen_closesTheBreaker() {
    OutlierNodes nodes = nodes(1, new ActiveRecovery(true, 100, 3), 600);
    nodes.completed("a", T0, 5, true);
    ejected(nodes, T0);
    ejected(nodes, T0 + 1_000);
    assertThat(ejection.halfOpenCount()).as("the host asks, no call is to probe").isZero();
    nodes.answered("a", T0 + 1_001, 3, true);
    assertThat(nodes.state("a")).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void moreNodesThanAreKept_theIdlestThatIsNotOutGoes() {
    OutlierNodes nodes = nodes(1, PASSIVE, 0);
    nodes.completed("out", T0, 5, true);
    for (int i = 1; i <= OutlierNodes.MAX_NODES; i++) {
      nodes.completed("n" + i, T0 + i, 5, false);
    }
    assertThat(nodes.size()).isEqualTo(OutlierNodes.MAX_NODES);
    assertThat(nodes.state("out")).isEqualTo(BreakerState.OPEN);
    assertThat(nodes.state("n1")).isNull();
    assertThat(nodes.state("n" + OutlierNodes.MAX_NODES)).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void ruleReplacedByAnEqualOne_nodesStayOut() {
    OutlierNodes nodes = nodes(1, PASSIVE, 0);
    nodes.completed("a", T0, 5, true);
    nodes.replace(rule(1, PASSIVE, 7));
    assertThat(ejected(nodes, T0)).containsExactly("a");
  }

  /**
   * Whatever the order of calls: never more out than the share, never more known than the bound.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomCalls_keepTheBounds(long seed) {
    Random random = new Random(seed);
    OutlierNodes nodes = nodes(0.3, new ActiveRecovery(true, 50, 5), 2);
    long now = T0;
    for (int step = 0; step < 40_000; step++) {
      now += random.nextInt(100) == 0 ? random.nextInt(4_000_000) - 1_000_000 : random.nextInt(20);
      String address = "n" + random.nextInt(random.nextBoolean() ? 20 : 2_000);
      switch (random.nextInt(6)) {
        case 0 -> nodes.tick(now, (n, a) -> asked.add(a));
        case 1 -> nodes.answered(address, now, 1, random.nextBoolean());
        case 2 -> {
          int known = nodes.size();
          int out = ejected(nodes, now).size();
          assertThat(out)
              .as("seed %d step %d", seed, step)
              .isLessThanOrEqualTo((int) (known * 0.3));
        }
        default -> nodes.completed(address, now, random.nextInt(50), random.nextInt(4) == 0);
      }
      assertThat(nodes.size()).isLessThanOrEqualTo(OutlierNodes.MAX_NODES);
    }
    assertThat(asked).as("seed %d", seed).isNotEmpty();
  }
}
