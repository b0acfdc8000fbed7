package dev.weir.wasm.limits.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.HookException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfiguredTest {

  @ParameterizedTest
  @CsvSource({"400,4", "500,16", "599,1024"})
  void settingsInRange_areTaken(int firstError, int memory) throws HookException {
    FilterSettings settings =
        Configured.of("dev.weir.wasm.http", () -> new FilterSettings(firstError, memory))
            .settings();
    assertThat(settings.firstError()).isEqualTo(firstError);
    assertThat(settings.memoryMib()).isEqualTo(memory);
  }

  @ParameterizedTest
  @CsvSource({
    "399,16,'first.error must be 400 to 599, was 399'",
    "600,16,'first.error must be 400 to 599, was 600'",
    "500,3,'memory.budget must be 4 to 1024, was 3'",
    "500,1025,'memory.budget must be 4 to 1024, was 1025'",
    "500,-2147483648,'memory.budget must be 4 to 1024, was -2147483648'",
  })
  void settingOutOfRange_isRefusedByName(int firstError, int memory, String why) {
    Configured configured =
        Configured.of("dev.weir.wasm.http", () -> new FilterSettings(firstError, memory));
    assertThatThrownBy(configured::settings)
        .isInstanceOf(HookException.class)
        .hasMessage(
            "dev.weir.wasm.http: " + why + "; until it is corrected the proxy keeps what it has");
  }

  @Test
  void settingThatIsNoNumber_isRefusedToo() {
    Configured configured =
        Configured.of("dev.weir.wasm.tcp", () -> FilterSettings.memory(Integer.parseInt("lots")));
    assertThatThrownBy(configured::settings)
        .isInstanceOf(HookException.class)
        .hasMessageContainingAll("dev.weir.wasm.tcp: ", "lots");
  }
}
