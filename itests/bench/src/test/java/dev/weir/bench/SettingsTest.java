package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void namesAndOptions_mayBeMixed() {
    Settings settings =
        Settings.parse(
            "decision",
            "--json",
            "/x/rows.json",
            "kernel",
            "--table",
            "/x/p.md",
            "--root",
            "/src",
            "--node",
            "/n",
            "--requests",
            "5000",
            "--seconds",
            "7");
    assertThat(settings.names()).containsExactly("decision", "kernel");
    assertThat(settings.json().orElseThrow()).hasToString("/x/rows.json");
    assertThat(settings.table().orElseThrow()).hasToString("/x/p.md");
    assertThat(settings.root()).hasToString("/src");
    assertThat(settings.node()).hasToString("/n");
    assertThat(settings.requests()).isEqualTo(5000);
    assertThat(settings.seconds()).isEqualTo(7);
  }

  @Test
  void numberThatIsNone_isRefused() {
    for (String number : new String[] {"0", "-1", "many", "1e6"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Settings.parse("--requests", number))
          .withMessageContaining("--requests must be a number");
    }
  }

  @Test
  void unknownOption_isRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.parse("--jason"))
        .withMessageContaining("--jason")
        .withMessageContaining("usage");
  }

  @Test
  void swaps_areAThousand_orAsManyAsAreAskedFor() {
    assertThat(Settings.parse("swaps").swaps()).isEqualTo(1_000);
    assertThat(Settings.parse("swaps", "--swaps", "50").swaps()).isEqualTo(50);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.parse("--swaps", "0"))
        .withMessageContaining("--swaps must be a number from 1 to 999999999, was 0");
  }

  @Test
  void optionWithoutItsValue_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.parse("--json"))
        .withMessageContaining("--json needs a value");
  }
}
