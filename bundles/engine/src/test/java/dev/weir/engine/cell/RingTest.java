package dev.weir.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RingTest {

  private static final long T0 = 2_000_000_000_000L;

  private final Ring ring = new Ring(Region.of(2), new Ring.Shape(500, 2, 2));

  @Test
  void added_isCountedUntilItsBucketLeavesTheWindow() {
    ring.add(T0 + 499, 3);

    assertThat(ring.sum(T0 + 499)).isEqualTo(3);
    assertThat(ring.sum(T0 + 999)).isEqualTo(3);
    assertThat(ring.sum(T0 + 1_000)).isZero();
  }

  @Test
  void otherCallCountedMeanwhile_tryAddRefuses() {
    long seen = ring.current(T0);
    ring.add(T0, 1);

    assertThat(ring.tryAdd(T0, seen, 1)).isFalse();
    assertThat(ring.tryAdd(T0, ring.current(T0), 1)).isTrue();
    assertThat(ring.sum(T0)).isEqualTo(2);
  }

  @Test
  void withdrawn_isAsIfItHadNeverBeen() {
    ring.add(T0, 5);
    ring.subtract(T0, 2);
    assertThat(ring.sum(T0)).isEqualTo(3);

    ring.subtract(T0 + 60_000, 3);
    assertThat(ring.sum(T0)).as("of a bucket that is gone nothing is taken").isEqualTo(3);
  }

  @Test
  void clockJumpsFarBack_theFutureIsForgotten() {
    ring.add(T0 + 3_600_000, 9);

    assertThat(ring.sum(T0)).isZero();
    ring.add(T0, 1);
    assertThat(ring.sum(T0)).isEqualTo(1);
  }

  @Test
  void hugeCounts_stopAtTheLargestAndNeverTouchTheTurn() {
    for (int i = 0; i < 300; i++) {
      ring.add(T0, 4_294_967_295L);
    }
    assertThat(ring.sum(T0)).isEqualTo(Stamped.MAX);
    assertThat(ring.sum(T0 + 1_000)).isZero();
  }

  @Test
  void momentsNearTheEpoch_haveNoBucketsBefore() {
    ring.add(0, 1);
    assertThat(ring.sum(0)).isEqualTo(1);
    assertThat(ring.previousSum(0, 500)).isZero();
  }

  @Test
  void shapeWithoutBuckets_isRefused() {
    assertThatThrownBy(() -> new Ring.Shape(500, 2, 3)).hasMessageContaining("buckets >= span");
  }

  /** Against a list of all additions, over random shapes and a clock that only moves on. */
  @ParameterizedTest
  @CsvSource({"1,500,2,2", "2,500,20,10", "3,60000,1,1", "4,100,3,3", "5,50,21,21"})
  void randomAdditions_sumIsThatOfTheModel(long seed, int length, int buckets, int span) {
    Random random = new Random(seed);
    Ring view = new Ring(Region.of(buckets), new Ring.Shape(length, buckets, span));
    List<long[]> model = new ArrayList<>();
    long now = T0;
    for (int step = 0; step < 20_000; step++) {
      now += random.nextInt(length);
      long bucket = now / length;
      long expected = 0;
      for (int i = model.size() - 1; i >= 0 && model.get(i)[0] > bucket - span; i--) {
        expected += model.get(i)[1];
      }
      assertThat(view.sum(now)).as("seed %d step %d", seed, step).isEqualTo(expected);
      long count = random.nextInt(5);
      view.add(now, count);
      model.add(new long[] {bucket, count});
    }
  }
}
