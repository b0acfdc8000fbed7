package dev.weir.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpecTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "Tc", "tc_1", "../tc", "a/b", "tc "})
  void hookNameThatIsNoName_isRefused(String name) {
    assertThatThrownBy(() -> new HookSpec(name, "1", Plane.KERNEL, "weir0", ""))
        .hasMessageContaining("lower-case letters, digits and dashes");
  }

  @Test
  void hookWithoutPoint_isRefused() {
    assertThatThrownBy(() -> new HookSpec("tc", "1", Plane.KERNEL, " ", ""))
        .hasMessage("hook tc names no point to attach to");
  }

  @Test
  void problem_isToldAsAPlaceAndAField() {
    assertThat(new Problem("a.yaml", 7, 3, "spec.threshold", "must be a number"))
        .hasToString("a.yaml:7:3: spec.threshold: must be a number");
    assertThat(new Problem("a.yaml", 7, 0, "", "bad")).hasToString("a.yaml:7: bad");
    assertThat(new Problem("a.yaml", 0, 5, "", "bad")).hasToString("a.yaml: bad");
  }
}
