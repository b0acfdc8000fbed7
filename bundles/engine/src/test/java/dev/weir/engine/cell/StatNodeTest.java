package dev.weir.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StatNodeTest {

  private static final long T0 = 2_000_000_000_000L;

  private final StatNode node = new StatNode();

  private void call(long at, long rt, boolean error) {
    node.pass(at, 1, node.run());
    node.complete(at + rt, 1, rt, error);
  }

  @Test
  void callsOfOneSecond_areInTheDefaultView() {
    call(T0, 10, false);
    call(T0, 21, true);
    node.block(T0, 4);

    assertThat(node.sum(Event.PASS, T0 + 30)).isEqualTo(2);
    assertThat(node.sum(Event.COMPLETE, T0 + 30)).isEqualTo(2);
    assertThat(node.sum(Event.ERROR, T0 + 30)).isEqualTo(1);
    assertThat(node.sum(Event.BLOCK, T0 + 30)).isEqualTo(4);
    assertThat(node.averageRt(T0 + 30)).as("31 / 2 in whole milliseconds").isEqualTo(15);
    assertThat(node.minRt(T0 + 30)).isEqualTo(10);
  }

  @Test
  void nothingCounted_hasSentinelsDefaults() {
    assertThat(node.minRt(T0)).isEqualTo(60_000);
    assertThat(node.averageRt(T0)).isZero();
    assertThat(node.maxConcurrency(T0)).isZero();
  }

  @Test
  void responseInNoTime_hasMinRtOne() {
    call(T0, 0, false);
    assertThat(node.minRt(T0)).isEqualTo(1);
  }

  @Test
  void callsInside_areTheConcurrencyAndItsMaximum() {
    node.pass(T0, 1, node.run());
    node.pass(T0, 1, node.run());
    node.complete(T0, 1, 0, false);

    assertThat(node.concurrency()).isEqualTo(1);
    assertThat(node.maxConcurrency(T0)).isEqualTo(2);
    assertThat(node.maxConcurrency(T0 + 1_000)).isZero();
  }

  @Test
  void ringComesRoundManyTimes_totalsKeepEverything() {
    for (int i = 0; i < 1_000; i++) {
      call(T0 + i * 777L, 3, i % 2 == 0);
    }
    assertThat(node.total(Event.PASS)).isEqualTo(1_000);
    assertThat(node.total(Event.COMPLETE)).isEqualTo(1_000);
    assertThat(node.total(Event.ERROR)).isEqualTo(500);
    assertThat(node.total(Event.RT)).isEqualTo(3_000);
  }

  @Test
  void reducedNode_hasPassesAndConcurrency() {
    StatNode reduced = new StatNode(Region.of(StatNode.reducedCells(2)), 2);
    reduced.pass(T0, 3, reduced.run());

    assertThat(reduced.passes(2).sum(T0)).isEqualTo(3);
    assertThat(reduced.concurrency()).isEqualTo(1);
    reduced.complete(T0, 3, 5, true);
    assertThat(reduced.concurrency()).isZero();
  }
}
