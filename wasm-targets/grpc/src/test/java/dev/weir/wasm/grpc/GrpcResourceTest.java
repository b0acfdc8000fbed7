package dev.weir.wasm.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GrpcResourceTest {

  @ParameterizedTest
  @ValueSource(strings = {"p.S/M", "S/M", "grpc.health.v1.Health/Check", "a_b.C1/D_2"})
  void nameOfACall_isTaken(String resource) {
    assertThat(GrpcResource.fault(resource)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "S/", "/M", "/p.S/M", "p.S/M/x", "GET:/orders", "p.S/M?x", "é/M"})
  void nameOfNoCall_isRefused(String resource) {
    assertThat(GrpcResource.fault(resource)).contains("was '" + resource + "'");
  }
}
