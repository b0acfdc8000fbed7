package dev.weir.libbpf.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessCapabilitiesTest {

  @ParameterizedTest
  @CsvSource({
    "000001ffffffffff, ''",
    "0000000000000000, 'CAP_BPF, CAP_NET_ADMIN, CAP_PERFMON'",
    "000000c000001000, ''",
    "0000008000001000, 'CAP_PERFMON'",
    "0000000000200000, 'CAP_NET_ADMIN'",
    "0000000000201000, ''",
    "garbage, ''",
  })
  void missing_ofAnEffectiveSet_namesWhatIsNotThere(String effective, String missing) {
    String status = "Name:\tjava\nCapPrm:\t0000000000000000\nCapEff:\t" + effective + "\n";

    assertThat(ProcessCapabilities.parse(status).missing()).isEqualTo(missing);
  }
}
