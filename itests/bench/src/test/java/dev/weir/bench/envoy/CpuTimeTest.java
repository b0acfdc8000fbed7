package dev.weir.bench.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuTimeTest {

  @Test
  void nameWithSpacesAndParentheses_doesNotShiftTheFields() {
    String stat = "42 (a (b) c d) S 1 42 42 0 -1 4194304 99 0 3 0 730 215 11 12 20 0 9 0 100 0 0";
    assertThat(CpuTime.ticks(stat)).isEqualTo(730 + 215);
  }
}
