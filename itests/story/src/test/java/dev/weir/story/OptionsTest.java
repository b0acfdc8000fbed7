package dev.weir.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void scriptAlone_wantsTheKernelAndNoFile() {
    Options options = Options.parse("--weir", "/x/weir");
    assertThat(options.script()).hasToString("/x/weir");
    assertThat(options.kernel()).isTrue();
    assertThat(options.json()).isEmpty();
  }

  @Test
  void everything_isTaken() {
    Options options = Options.parse("--no-kernel", "--json", "/x/a.json", "--weir", "/x/weir");
    assertThat(options.kernel()).isFalse();
    assertThat(options.json().orElseThrow()).hasToString("/x/a.json");
  }

  @Test
  void missingScript_isRefusedWithTheUsage() {
    assertThatIllegalArgumentException()
        .isThrownBy(Options::parse)
        .withMessageContaining("--weir is missing")
        .withMessageContaining("usage");
  }

  @Test
  void optionWithoutItsValue_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse("--weir"))
        .withMessageContaining("--weir needs a value");
  }

  @Test
  void unknownOption_isRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse("--wier", "x"))
        .withMessageContaining("--wier");
  }
}
