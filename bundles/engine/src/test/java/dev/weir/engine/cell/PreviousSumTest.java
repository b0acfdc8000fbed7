package dev.weir.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A window as long as the ring: its oldest bucket lies where the present one will. */
final class PreviousSumTest {

  private static final long START = 2_000_000_000_000L;
  private static final long RING_LATER = START + StatNode.RING_MS;

  private final StatNode node = new StatNode();
  private final Ring passes = node.passes(StatNode.BUCKETS);

  private long previous(long nowMs) {
    return passes.previousSum(nowMs, StatNode.BUCKET_MS);
  }

  @Test
  void nothingHappenedInThePresentBucket_theOldestCounts() {
    node.pass(START, 3, 1);
    assertThat(previous(RING_LATER)).isEqualTo(3);
  }

  @Test
  void passInThePresentBucket_theOldestIsGone() {
    node.pass(START, 3, 1);
    node.pass(RING_LATER, 1, 1);
    assertThat(previous(RING_LATER)).isZero();
  }

  @Test
  void exitOrBlockInThePresentBucket_theOldestIsGone() {
    node.pass(START, 3, 1);
    node.pass(START + StatNode.RING_MS / 2, 4, 1);
    node.complete(RING_LATER, 1, 0, false);
    assertThat(previous(RING_LATER)).isEqualTo(4);
    StatNode other = new StatNode();
    other.pass(START, 3, 1);
    other.block(RING_LATER, 1);
    assertThat(other.passes(StatNode.BUCKETS).previousSum(RING_LATER, StatNode.BUCKET_MS)).isZero();
  }
}
