package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LeapArrayTest {

  private static final long T0 = 2_000_000_000_000L;

  private final WindowShape second = new WindowShape(1_000, 2);
  private final LeapArray window = new LeapArray(second, 0);
  private final long[] cells = new long[second.cells()];

  @Test
  void added_isCountedUntilItsBucketLeavesTheWindow() {
    window.add(cells, T0 + 499, 3);

    assertThat(window.sum(cells, T0 + 499)).isEqualTo(3);
    assertThat(window.sum(cells, T0 + 999)).isEqualTo(3);
    assertThat(window.sum(cells, T0 + 1_000)).isZero();
  }

  @Test
  void ringComesRound_staleBucketIsReset() {
    window.add(cells, T0, 3);
    window.add(cells, T0 + 1_000, 1);

    assertThat(window.sum(cells, T0 + 1_000)).isEqualTo(1);
  }

  @Test
  void anotherWorkersClockIsABucketAhead_itsCountStands() {
    window.add(cells, T0 + 500, 2);

    assertThat(window.sum(cells, T0 + 499)).isEqualTo(2);
    window.add(cells, T0 + 499, 1);
    assertThat(window.sum(cells, T0 + 500)).isEqualTo(3);
  }

  @Test
  void clockJumpsFarBack_theFutureIsForgotten() {
    window.add(cells, T0 + 3_600_000, 9);

    assertThat(window.sum(cells, T0)).isZero();
    window.add(cells, T0, 1);
    assertThat(window.sum(cells, T0)).isEqualTo(1);
  }

  @Test
  void neighbouringCells_areLeftAlone() {
    long[] wide = new long[12];
    new LeapArray(second, 4).add(wide, T0, 5);

    assertThat(wide).startsWith(0, 0, 0, 0).endsWith(0, 0, 0, 0).contains(T0, 5L);
  }

  @ParameterizedTest
  @CsvSource({"1000,2", "500,1", "200,1", "750,1", "10000,20", "10500,1", "60000,1", "2000,4"})
  void flowRuleInterval_hasSentinelsBuckets(int interval, int buckets) {
    assertThat(WindowShape.ofFlowRule(interval)).isEqualTo(new WindowShape(interval, buckets));
  }

  @Test
  void bucketsThatDoNotDivide_areRefused() {
    assertThatThrownBy(() -> new WindowShape(1_000, 3)).hasMessageContaining("3 of 1000 ms");
  }

  /** Against a list of all additions, over random shapes and a clock that only moves on. */
  @ParameterizedTest
  @CsvSource({"1,1000,2", "2,500,1", "3,10000,20", "4,60000,1", "5,300,3"})
  void randomAdditions_sumIsThatOfTheModel(long seed, int interval, int buckets) {
    Random random = new Random(seed);
    WindowShape shape = new WindowShape(interval, buckets);
    LeapArray array = new LeapArray(shape, 0);
    long[] state = new long[shape.cells()];
    List<long[]> model = new ArrayList<>();
    long length = shape.bucketLengthInMs();
    long now = T0;
    for (int step = 0; step < 20_000; step++) {
      now += random.nextInt((int) length);
      long start = now - now % length;
      long expected = 0;
      for (int i = model.size() - 1; i >= 0 && model.get(i)[0] > start - interval; i--) {
        expected += model.get(i)[1];
      }
      assertThat(array.sum(state, now)).as("seed %d step %d", seed, step).isEqualTo(expected);
      long count = random.nextInt(5);
      array.add(state, now, count);
      model.add(new long[] {start, count});
    }
  }
}
