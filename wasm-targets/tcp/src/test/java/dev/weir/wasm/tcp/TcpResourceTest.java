package dev.weir.wasm.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TcpResourceTest {

  @ParameterizedTest
  @ValueSource(strings = {"tcp:1", "tcp:65535", "tcp:9000/bytes"})
  void port_isTaken(String resource) {
    assertThat(TcpResource.fault(resource)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tcp:",
        "tcp:0",
        "tcp:080",
        "tcp:65536",
        "tcp:123456",
        "tcp:+1",
        "udp:1",
        "tcp:9000/packets",
        "/bytes"
      })
  void whatIsNoPort_isRefused(String resource) {
    assertThat(TcpResource.fault(resource)).contains("was '" + resource + "'");
  }
}
