package dev.weir.engine.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SharesTest {

  @Test
  void nothingShared_isAll() {
    assertThat(Shares.ALL.of("any".hashCode())).isEqualTo(1);
  }

  @Test
  void rulesAmongMany_areFoundAndOthersHaveTheEqualPart() {
    Random random = new Random(1);
    for (int size = 0; size < 40; size++) {
      int[] rules = random.ints(size, -100, 100).distinct().sorted().toArray();
      double[] parts = Arrays.stream(rules).mapToDouble(rule -> (rule + 101) / 300.0).toArray();
      Shares shares = new Shares(rules, parts, 0.9, 1);
      for (int rule = -102; rule < 102; rule++) {
        boolean there = Arrays.binarySearch(rules, rule) >= 0;
        assertThat(shares.of(rule)).isEqualTo(there ? (rule + 101) / 300.0 : 0.9);
      }
    }
  }

  @Test
  void partThatIsTooLarge_isCut() {
    Shares shares = new Shares(new int[] {1, 2, 3}, new double[] {0.2, 0.8, Double.NaN}, 0.5, 0.5);
    assertThat(shares.of(1)).isEqualTo(0.2);
    assertThat(shares.of(2)).isEqualTo(0.5);
    assertThat(shares.of(3)).isEqualTo(0.5);
  }
}
