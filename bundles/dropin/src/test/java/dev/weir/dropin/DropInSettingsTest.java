package dev.weir.dropin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DropInSettingsTest {

  @Test
  void entries_areKeptByHookAndVariable() {
    DropInSettings settings =
        DropInSettings.parse("steer.first_port=8000", " steer.last_port = 8099", "");

    assertThat(settings.of("steer")).isEqualTo(Map.of("first_port", 8000L, "last_port", 8099L));
    assertThat(settings.of("other")).isEmpty();
  }

  @Test
  void entry_ofAnotherForm_isNamed() {
    assertThatThrownBy(() -> DropInSettings.parse("steer.first_port=http"))
        .hasMessage("a setting is HOOK.VARIABLE=NUMBER, was 'steer.first_port=http'");
  }
}
