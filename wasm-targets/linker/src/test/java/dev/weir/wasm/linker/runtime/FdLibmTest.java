package dev.weir.wasm.linker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FdLibmTest {

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        2,
        0x1p-1074,
        0x1p-1022,
        0x1p-29,
        0.34657359027997264,
        1.0397207708399179,
        709.782712893384,
        709.7827128933841,
        -708.4,
        -745.1332191019411,
        -745.1332191019412,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
      })
  void border_isAsInStrictMath(double x) {
    assertSame(x, FdLibm.exp(x), StrictMath.exp(x));
    assertSame(x, FdLibm.log(x), StrictMath.log(x));
  }

  @Test
  void exp_equalsStrictMathBitForBit() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      double x = (random.nextDouble() - 0.5) * 1500;
      assertSame(x, FdLibm.exp(x), StrictMath.exp(x));
      double small = random.nextDouble() - 0.5;
      assertSame(small, FdLibm.exp(small), StrictMath.exp(small));
    }
  }

  @Test
  void log_equalsStrictMathBitForBit() {
    Random random = new Random(2);
    for (int i = 0; i < 200_000; i++) {
      double x = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
      assertSame(x, FdLibm.log(x), StrictMath.log(x));
      double near = 1 + (random.nextDouble() - 0.5) / (1 << random.nextInt(24));
      assertSame(near, FdLibm.log(near), StrictMath.log(near));
    }
  }

  private static void assertSame(double x, double seen, double expected) {
    assertThat(Double.doubleToLongBits(seen))
        .as("at %s: %s, expected %s", x, seen, expected)
        .isEqualTo(Double.doubleToLongBits(expected));
  }
}
