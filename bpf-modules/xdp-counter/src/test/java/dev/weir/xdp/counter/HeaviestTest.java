package dev.weir.xdp.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaviestTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 9, 1000})
  void offer_ofAnyOrder_keepsTheLargestWeights(int count) {
    Random random = new Random(count);
    long[] weights = LongStream.generate(() -> random.nextInt(50)).limit(count).toArray();
    Heaviest heaviest = new Heaviest(8);
    for (int i = 0; i < count; i++) {
      heaviest.offer(i, weights[i]);
    }

    long[] kept =
        IntStream.range(0, heaviest.size()).mapToLong(i -> weights[heaviest.entry(i)]).toArray();
    long[] expected = Arrays.stream(weights).sorted().skip(Math.max(0, count - 8)).toArray();
    assertThat(Arrays.stream(kept).sorted().toArray()).isEqualTo(expected);
  }
}
