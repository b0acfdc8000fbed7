package dev.weir.libbpf.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelReleaseTest {

  @ParameterizedTest
  @CsvSource({
    "6.6.0-generic, true",
    "6.18.44, true",
    "10.0, true",
    "6.5.99, false",
    "5.15.0, false",
    "'', false",
    "unknown, false",
    "99999999999.1, false",
  })
  void compareTo_theMinimumOfTcx_isByNumber(String release, boolean enough) {
    assertThat(KernelRelease.parse(release).compareTo(KernelRelease.TCX) >= 0).isEqualTo(enough);
  }
}
