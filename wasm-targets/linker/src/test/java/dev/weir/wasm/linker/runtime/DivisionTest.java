package dev.weir.wasm.linker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

final class DivisionTest {

  private static final long[] OPERANDS = {
    Long.MIN_VALUE, Integer.MIN_VALUE, -7, -1, 1, 2, 7, Integer.MAX_VALUE, Long.MAX_VALUE
  };

  @Test
  void everyPairOfBorders_isAsInJava() {
    for (long a : OPERANDS) {
      for (long b : OPERANDS) {
        assertThat(Division.quotient(a, b)).isEqualTo(a / b);
        assertThat(Division.remainder(a, b)).isEqualTo(a % b);
        int m = (int) a;
        int n = (int) b == 0 ? 3 : (int) b;
        assertThat(Division.quotient(m, n)).isEqualTo(m / n);
        assertThat(Division.remainder(m, n)).isEqualTo(m % n);
      }
    }
  }

  @Test
  void zeroDivisor_throws() {
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Division.quotient(1, 0));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Division.remainder(1, 0));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Division.quotient(1L, 0L));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Division.remainder(1L, 0L));
  }
}
