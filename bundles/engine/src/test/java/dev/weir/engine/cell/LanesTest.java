package dev.weir.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LanesTest {

  private static final long T0 = 2_000_000_000_000L;

  private final StatNode node = new StatNode();

  private void enter(int number, long at) {
    StatNode lane = node.lane(number);
    long running = lane.run();
    long seen = node.passCell(at);
    assertThat(node.tryPass(at, seen, 1)).isTrue();
    lane.peak(at, running);
  }

  private void exit(int number, long at, long rt) {
    node.lane(number).complete(at, 1, rt, number == 1);
  }

  @Test
  void nodeWhereNobodyMet_isItsOnlyLane() {
    for (int number = 0; number < 9; number++) {
      assertThat(node.lane(number)).isSameAs(node);
    }
  }

  @Test
  void callersOfAWideNode_haveLanesOfTheirOwnInTurn() {
    node.widen();
    for (int number = 0; number < Lanes.COUNT; number++) {
      assertThat(node.lane(number)).isNotSameAs(node).isNotSameAs(node.lane(number + 1));
      assertThat(node.lane(number + Lanes.COUNT)).isSameAs(node.lane(number));
    }
  }

  @Test
  void widenedTwice_keepsWhatTheLanesHave() {
    node.widen();
    enter(1, T0);
    node.widen();
    assertThat(node.concurrency()).isEqualTo(1);
  }

  @Test
  void reducedNode_staysNarrow() {
    StatNode reduced = new StatNode(Region.of(StatNode.reducedCells(2)), 2);
    reduced.widen();
    assertThat(reduced.lane(1)).isSameAs(reduced);
  }

  @Test
  void countsBeforeAndInLanes_areAddedUp() {
    enter(0, T0);
    node.complete(T0 + 9, 1, 9, false);
    node.widen();
    enter(1, T0 + 10);
    enter(2, T0 + 10);
    exit(1, T0 + 14, 4);
    exit(2, T0 + 17, 7);
    node.lane(3).block(T0 + 20, 5);

    assertThat(node.sum(Event.PASS, T0 + 20)).isEqualTo(3);
    assertThat(node.sum(Event.COMPLETE, T0 + 20)).isEqualTo(3);
    assertThat(node.sum(Event.ERROR, T0 + 20)).isEqualTo(1);
    assertThat(node.sum(Event.RT, T0 + 20)).isEqualTo(9 + 4 + 7);
    assertThat(node.sum(Event.BLOCK, T0 + 20)).isEqualTo(5);
    assertThat(node.minRt(T0 + 20)).isEqualTo(4);
    assertThat(node.maxConcurrency(T0 + 20)).isEqualTo(2);
    assertThat(node.concurrency()).isZero();
  }

  @Test
  void ringComesRoundManyTimes_totalsKeepWhatLanesHave() {
    node.widen();
    for (int i = 0; i < 1_000; i++) {
      long at = T0 + i * 777L;
      enter(i, at);
      exit(i, at + 3, 3);
    }
    assertThat(node.total(Event.PASS)).isEqualTo(1_000);
    assertThat(node.total(Event.COMPLETE)).isEqualTo(1_000);
    assertThat(node.total(Event.RT)).isEqualTo(3_000);
  }

  @Test
  void callThatRanWhenTheNodeBecameWide_isCountedUntilItEnds() {
    long running = node.run();
    node.pass(T0, 1, running);
    node.widen();
    enter(1, T0 + 1);

    assertThat(node.runCell()).isEqualTo(1);
    assertThat(node.concurrency()).isEqualTo(2);
    assertThat(node.maxConcurrency(T0 + 1)).isEqualTo(2);
    node.complete(T0 + 2, 1, 2, false);
    assertThat(node.concurrency()).isEqualTo(1);
  }

  @Test
  void otherLaneGrewSinceTheLastLook_isSeenAMillisecondLater() {
    node.widen();
    enter(1, T0);
    enter(2, T0);
    enter(2, T0);
    enter(2, T0);
    exit(1, T0, 0);
    enter(1, T0 + 1);
    assertThat(node.maxConcurrency(T0 + 1)).as("one of lane 1, three of lane 2").isEqualTo(4);
  }

  @Test
  void laneBeginsTheNextTurnOfABucket_itsOldPassesAreGoneFromThePreviousSum() {
    Ring passes = node.passes(StatNode.BUCKETS);
    node.pass(T0, 3, 1);
    node.widen();
    long later = T0 + StatNode.RING_MS;
    assertThat(passes.previousSum(later, StatNode.BUCKET_MS)).isEqualTo(3);

    node.lane(2).complete(later, 1, 0, false);
    assertThat(passes.previousSum(later, StatNode.BUCKET_MS)).isZero();
  }

  @Test
  void passCellTakenForWriting_isTheSame() {
    node.pass(T0, 7, 1);
    assertThat(node.takePassCell(T0)).isEqualTo(node.passCell(T0));
    node.widen();
    assertThat(node.takePassCell(T0)).isEqualTo(node.passCell(T0));
    assertThat(node.tryPass(T0, node.takePassCell(T0), 1)).isTrue();
    assertThat(node.sum(Event.PASS, T0)).isEqualTo(8);
  }

  @Test
  void blockThatMeetsNobody_saysSo() {
    assertThat(node.block(T0, 1)).isTrue();
    node.widen();
    assertThat(node.lane(1).block(T0, 1)).isTrue();
    assertThat(node.total(Event.BLOCK)).isEqualTo(2);
  }

  private boolean ahead(int number, long at, long more, int plan) {
    return lanes().tryPassAhead(number, at, node.passCell(at), more, plan);
  }

  private Lanes lanes() {
    return Objects.requireNonNull(node.lanes(), "lanes");
  }

  @Test
  void countedAhead_passesInItsBucketOfItsPlanAndLane() {
    node.widen();
    assertThat(ahead(1, T0, 3, 7)).isTrue();
    assertThat(lanes().passedAhead(2, T0, 7)).as("another lane").isFalse();
    assertThat(lanes().passedAhead(1, T0, 8)).as("another plan").isFalse();
    assertThat(lanes().passedAhead(1, T0 + 500, 7)).as("another bucket").isFalse();
    assertThat(lanes().passedAhead(1, T0 + StatNode.RING_MS, 7)).as("another turn").isFalse();
    for (int i = 0; i < 3; i++) {
      assertThat(lanes().passedAhead(1, T0 + 499, 7)).isTrue();
    }
    assertThat(lanes().passedAhead(1, T0 + 499, 7)).isFalse();
  }

  @Test
  void countedAheadAndNotCome_isNoPass() {
    node.widen();
    ahead(1, T0, 30, 7);
    lanes().passedAhead(1, T0, 7);
    assertThat(node.sum(Event.PASS, T0)).isEqualTo(2);
    assertThat(node.total(Event.PASS)).isEqualTo(2);
    assertThat(node.passes(2).sum(T0)).as("what a limit sees").isEqualTo(31);

    ahead(1, T0 + StatNode.RING_MS, 0, 7);
    assertThat(node.total(Event.PASS)).isEqualTo(3);
    ahead(1, T0 + StatNode.RING_MS, 5, 8);
    assertThat(node.sum(Event.PASS, T0 + StatNode.RING_MS)).isEqualTo(2);
    assertThat(node.total(Event.PASS)).isEqualTo(4);
  }

  @Test
  void somebodyElseWasCounted_nothingIsCountedAhead() {
    node.widen();
    long seen = node.passCell(T0);
    node.pass(T0, 1, 1);
    assertThat(lanes().tryPassAhead(1, T0, seen, 9, 7)).isFalse();
    assertThat(lanes().passedAhead(1, T0, 7)).isFalse();
    assertThat(node.total(Event.PASS)).isEqualTo(1);
    assertThat(ahead(1, T0, 9, 7)).isTrue();
    assertThat(ahead(1, T0, 9, 7)).as("there is some").isFalse();
    assertThat(node.total(Event.PASS)).isEqualTo(2);
  }

  @Test
  void narrowNode_hasNoLanes() {
    assertThat(node.lanes()).isNull();
    node.widen();
    assertThat(node.lanes()).isNotNull();
  }

  @Test
  void anyBucketAndPlan_onlyItsOwnArePassed() {
    node.widen();
    for (int plan : new int[] {0, 1, (1 << 24) - 1, -1, Integer.MIN_VALUE}) {
      for (long at = T0; at < T0 + 60_000; at += 499) {
        assertThat(lanes().passedAhead(1, at, plan)).isFalse();
        assertThat(ahead(1, at, 1, plan)).isTrue();
        assertThat(lanes().passedAhead(1, at, plan)).isTrue();
      }
    }
  }
}
