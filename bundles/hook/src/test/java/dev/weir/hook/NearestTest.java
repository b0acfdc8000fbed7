package dev.weir.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {

  private static final List<String> MODES = List.of("Local", "Global", "GlobalToLocal");

  @Test
  void wordWithATypo_isRecognised() {
    assertThat(Nearest.hint("locall", MODES)).isEqualTo("; did you mean Local?");
    assertThat(Nearest.hint("Gobal", MODES)).isEqualTo("; did you mean Global?");
  }

  @Test
  void nothingNear_saysNothing() {
    assertThat(Nearest.hint("quota", MODES)).isEmpty();
    assertThat(Nearest.hint("x".repeat(100_000), MODES)).isEmpty();
    assertThat(Nearest.hint("Local", List.of())).isEmpty();
  }
}
