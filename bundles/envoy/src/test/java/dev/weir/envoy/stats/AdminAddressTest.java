package dev.weir.envoy.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting envoy.admin. */
class AdminAddressTest {

  @Test
  void list_isReadInOrder() {
    assertThat(AdminAddress.parseAll(" 127.0.0.1:9901,[::1]:9902 ,"))
        .extracting(AdminAddress::text)
        .containsExactly("127.0.0.1:9901", "[::1]:9902");
  }

  @Test
  void blank_isNone() {
    assertThat(AdminAddress.parseAll(" ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9901",
        "localhost",
        "localhost:",
        "localhost:0",
        "localhost:65536",
        "localhost:x",
        "user@localhost:9901",
        "localhost:9901/quitquitquit",
        "http://localhost:9901",
        "a b:1"
      })
  void anythingElse_isRefusedByName(String text) {
    assertThatThrownBy(() -> AdminAddress.parseAll(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HOST:PORT")
        .hasMessageContaining("'" + text + "'");
  }
}
