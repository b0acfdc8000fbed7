package dev.weir.envoy.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DivisionTest {

  private static double[] divide(double calls, double... wanted) {
    double[] parts = wanted.clone();
    new Division(calls, parts.length).divide(parts);
    return parts;
  }

  @Test
  void enoughForAll_eachGetsWhatItWantsAndAnEqualPartOfTheRest() {
    // kept: 3 of 100; floors of 2
    assertThat(divide(100, 50, 10)).containsExactly(50 + 19, 10 + 18);
  }

  @Test
  void notEnough_thoseThatWantLeastGetIt() {
    assertThat(divide(100, 10, 500, 60, 500)).containsExactly(10, 29, 29, 29);
  }

  @Test
  void allWantTooMuch_partsAreEqual() {
    assertThat(divide(200, 900, 900)).containsExactly(97, 97);
  }

  @Test
  void idleProxies_keepAFloorAndLeaveNineTenths() {
    assertThat(divide(200, 900, 0)).containsExactly(189, 5);
    assertThat(divide(40, 900, 0, 0, 0)).containsExactly(37, 1, 1, 1);
  }

  @Test
  void fewerCallsThanProxies_areGivenWhole() {
    assertThat(divide(1, 5, 5, 5)).containsExactly(1, 0, 0);
    assertThat(divide(2, 0, 5, 0)).containsExactly(0, 2, 0);
    assertThat(divide(3, 0, 0)).containsExactly(2, 1);
  }

  @Test
  void whateverIsWanted_partsAreWholeAndFitAndNobodyThatWantsIsWorseOffThanWhoWantsLess() {
    Random random = new Random(5);
    for (int round = 0; round < 20_000; round++) {
      double calls = 1 + random.nextInt(random.nextBoolean() ? 20 : 100_000);
      double[] wanted = new double[1 + random.nextInt(40)];
      Arrays.setAll(wanted, i -> random.nextInt(4) == 0 ? 0 : random.nextDouble() * calls);
      double[] parts = divide(calls, wanted);
      double sum = Arrays.stream(parts).sum();
      assertThat(sum).isLessThanOrEqualTo(calls);
      boolean crowded = Arrays.stream(wanted).map(Math::ceil).sum() > calls;
      if (crowded) {
        assertThat(sum).isGreaterThanOrEqualTo(Math.ceil(calls * 0.9));
      }
      for (int i = 0; i < parts.length; i++) {
        assertThat(parts[i]).isEqualTo(Math.floor(parts[i])).isNotNegative();
        for (int j = 0; j < parts.length; j++) {
          assertThat(wanted[i] > wanted[j] && parts[i] < parts[j] - 1).isFalse();
        }
      }
    }
  }
}
