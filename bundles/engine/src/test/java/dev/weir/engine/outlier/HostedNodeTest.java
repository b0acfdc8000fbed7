package dev.weir.engine.outlier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.breaker.BreakerOptions;
import dev.weir.engine.cell.Cells;
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

final class HostedNodeTest {

  private static final long T0 = 2_000_000_000_000L;
  private static final int RETRY_MS = 1_000;
  private static final int RECYCLE_S = 60;

  private static OutlierRule rule(int errors, long probeNum) {
    CircuitBreakerRule breaker =
        new CircuitBreakerRule(
            "o",
            "svc",
            new Strategy.ErrorCount(errors),
            1,
            new StatWindow(10_000, 10),
            new Recovery(RETRY_MS, probeNum),
            Policy.DEFAULT);
    return new OutlierRule(breaker, 0.5, new ActiveRecovery(false, 0, 0), RECYCLE_S);
  }

  private static HostedNode out(long probeNum) {
    HostedNode node = new HostedNode(rule(1, probeNum));
    node.completed(T0, 5, true);
    assertThat(node.ask(T0)).isEqualTo(HostedNode.OUT);
    return node;
  }

  @Test
  void cellsThatAreAll0_areANodeThatBegins() {
    HostedNode node = new HostedNode(rule(1, 0));
    assertThat(node.ask(T0)).isEqualTo(HostedNode.IN);
    assertThat(node.isClosed()).isTrue();
    assertThat(node.isOut()).isFalse();
  }

  @Test
  void halfOfTheKnown_roundedDown_mayBeOut() {
    HostedNode node = new HostedNode(rule(1, 0));
    assertThat(node.mostOut(1)).isZero();
    assertThat(node.mostOut(2)).isOne();
    assertThat(node.mostOut(5)).isEqualTo(2);
  }

  @Test
  void stateThatIsCarriedToAnother_goesOnThere() {
    HostedNode node = out(0);
    HostedNode other = new HostedNode(rule(1, 0));
    copy(node.cells(), other.cells());
    assertThat(other.isOut()).isTrue();
    assertThat(other.ask(T0 + RETRY_MS - 1)).isEqualTo(HostedNode.OUT);
    assertThat(other.ask(T0 + RETRY_MS)).isEqualTo(HostedNode.PROBE);
    assertThat(node.isOut()).as("the one it came from").isTrue();
  }

  @Test
  void probeThatNeverEnds_isGivenUpAfterAnotherTimeout() {
    HostedNode node = out(0);
    assertThat(node.ask(T0 + RETRY_MS)).isEqualTo(HostedNode.PROBE);
    assertThat(node.ask(T0 + 2 * RETRY_MS - 1)).isEqualTo(HostedNode.OUT);
    assertThat(node.ask(T0 + 2 * RETRY_MS)).isEqualTo(HostedNode.PROBE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void severalProbes_asManyAsAreWantedAndAllMustBeGood(int probes) {
    HostedNode node = out(probes);
    for (int i = 0; i < probes; i++) {
      assertThat(node.ask(T0 + RETRY_MS)).isEqualTo(HostedNode.PROBE);
    }
    assertThat(node.ask(T0 + RETRY_MS)).isEqualTo(HostedNode.OUT);
    for (int i = 0; i < probes; i++) {
      assertThat(node.isClosed()).isFalse();
      node.completed(T0 + RETRY_MS + 1, 1, false);
    }
    assertThat(node.ask(T0 + RETRY_MS + 1)).isEqualTo(HostedNode.IN);
  }

  @Test
  void outOrWithoutCallsForTheRecycleInterval_isForgotten() {
    HostedNode node = out(0);
    assertThat(node.isForgotten(T0 + RECYCLE_S * 1_000 - 1)).isFalse();
    assertThat(node.isForgotten(T0 + RECYCLE_S * 1_000)).isTrue();
    HostedNode idle = new HostedNode(rule(1, 0));
    idle.completed(T0, 5, false);
    assertThat(idle.isForgotten(T0 + RECYCLE_S * 1_000 - 1)).isFalse();
    assertThat(idle.isForgotten(T0 + RECYCLE_S * 1_000)).isTrue();
  }

  @Test
  void cameBack_isNotForgottenWhileItHasCalls() {
    HostedNode node = out(0);
    assertThat(node.ask(T0 + RETRY_MS)).isEqualTo(HostedNode.PROBE);
    node.completed(T0 + 50_000, 5, false);
    assertThat(node.isForgotten(T0 + RECYCLE_S * 1_000)).isFalse();
    assertThat(node.ask(T0 + RECYCLE_S * 1_000)).isEqualTo(HostedNode.IN);
  }

  /** A single probe at a time, none of them lost: then it is what OutlierNodes is. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomCalls_asOutlierNodes(long seed) {
    Random random = new Random(seed);
    OutlierRule rule = rule(3, 0);
    OutlierNodes nodes = new OutlierNodes(rule, BreakerOptions.DEFAULT);
    HostedNode hosted = new HostedNode(rule);
    Ejection ejection = new Ejection();
    nodes.completed("other", T0, 1, false);
    nodes.completed("node", T0, 1, false);
    hosted.completed(T0, 1, false);
    List<Integer> answers = new ArrayList<>();
    long now = T0;
    for (int i = 0; i < 2_000; i++) {
      now += random.nextInt(400);
      nodes.completed("other", now, 1, false);
      nodes.eject(now, ejection);
      int expected =
          ejection.ejectedCount() > 0
              ? HostedNode.OUT
              : ejection.halfOpenCount() > 0 ? HostedNode.PROBE : HostedNode.IN;
      assertThat(hosted.ask(now)).as("call %d", i).isEqualTo(expected);
      answers.add(expected);
      if (expected != HostedNode.OUT) {
        boolean error = random.nextInt(3) == 0;
        nodes.completed("node", now, 1, error);
        hosted.completed(now, 1, error);
      }
    }
    assertThat(answers).contains(HostedNode.IN, HostedNode.PROBE, HostedNode.OUT);
  }

  private static void copy(Cells from, Cells to) {
    for (int i = 0; i < from.length(); i++) {
      to.set(i, from.get(i));
    }
  }
}
