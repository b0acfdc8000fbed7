package dev.weir.bench.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;

class WrkTest {

  private static final String REPORT =
      """
      Running 2s test @ http://127.0.0.1:10000/orders
        1 threads and 16 connections
      %s  61234 requests in 2.00s, 7.50MB read
      Requests/sec:  30617.00
      """;

  @Test
  void report_givesItsRequests() throws Exception {
    assertThat(Wrk.requests(REPORT.formatted(""))).isEqualTo(61_234);
  }

  @Test
  void socketErrors_areNotAMeasurement() {
    String report = REPORT.formatted("  Socket errors: connect 0, read 3, write 0, timeout 0\n");
    assertThatIOException().isThrownBy(() -> Wrk.requests(report)).withMessageContaining("read 3");
  }

  @Test
  void noReport_isAFailureWithWhatWasSaid() {
    assertThatIOException()
        .isThrownBy(() -> Wrk.requests("unable to connect"))
        .withMessageContaining("unable to connect");
  }

  @Test
  void refusedAnswers_areCounted() {
    String some = REPORT.formatted("") + "  Non-2xx or 3xx responses: 17\n";
    assertThat(Wrk.refused(some)).isEqualTo(17);
    assertThat(Wrk.refused(REPORT.formatted(""))).isZero();
  }
}
