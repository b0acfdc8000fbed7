package dev.weir.xdp.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterSizesTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "8, 1", "9, 2", "8192, 1024", "8193, 2048"})
  void of_anyNumberOfSources_roundsUpToAPowerOfTwo(int sources, int sets) {
    assertThat(CounterSizes.of(10, sources, 2)).isEqualTo(new CounterSizes(11, sets, 2));
  }

  @Test
  void of_noPorts_isRefused() {
    assertThatThrownBy(() -> CounterSizes.of(0, 1, 1))
        .hasMessage("ports must be 1 to 262143, was 0");
  }
}
