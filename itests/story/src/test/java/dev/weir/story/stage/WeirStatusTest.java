package dev.weir.story.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WeirStatusTest {

  @Test
  void wholeStatus_isRead() {
    WeirStatus status =
        WeirStatus.parse(
            """
            {"envoy":{"http":"127.0.0.1:10000","admin":"127.0.0.1:9901"},
             "upstream":"127.0.0.1:8081","interface":"weir0","rules":"run/rules",
             "karaf":{"ssh":8101,"user":"karaf","passwordFile":"run/password"},
             "kernel":"on","reason":"","future":1}
            """);
    assertThat(status.envoy().http()).isEqualTo("127.0.0.1:10000");
    assertThat(status.interfaceName()).isEqualTo("weir0");
    assertThat(status.karaf().ssh()).isEqualTo(8101);
    assertThat(status.kernelOn()).isTrue();
  }

  @Test
  void kernelOff_isNotOn() {
    WeirStatus status =
        WeirStatus.parse(
            """
            {"envoy":{"http":"h:1","admin":"h:2"},"upstream":"h:3","interface":"weir0",
             "rules":"r","karaf":{"ssh":1},"kernel":"degraded","reason":"no CAP_BPF"}
            """);
    assertThat(status.kernelOn()).isFalse();
    assertThat(status.reason()).isEqualTo("no CAP_BPF");
  }

  @Test
  void statusWithoutEnvoy_isRefusedWithItsText() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeirStatus.parse("{\"kernel\":\"on\"}"))
        .withMessageContaining("envoy")
        .withMessageContaining("{\"kernel\":\"on\"}");
  }
}
