package dev.weir.shell.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SyntaxTest {

  private static final Map<Kind, List<String>> WORDS =
      Map.of(
          Kind.RULE, List.of("default/orders", "default/search", "web"),
          Kind.REVISION, List.of("8", "7"),
          Kind.HOOK, List.of("tc-classifier", "xdp-counter"),
          Kind.POINT, List.of("eth0", "lo"),
          Kind.RESOURCE, List.of("GET:/orders"));

  private static List<String> next(String command, String word, String... before) {
    return Syntax.of(command)
        .orElseThrow()
        .next(List.of(before), word, kind -> WORDS.getOrDefault(kind, List.of()));
  }

  @Test
  void operand_isOneOfItsKind_thatBeginsAsTyped() {
    assertThat(next("weir:explain", "")).containsExactly("default/orders", "default/search", "web");
    assertThat(next("weir:explain", "default/s")).containsExactly("default/search");
    assertThat(next("weir:explain", "x")).isEmpty();
  }

  @Test
  void secondOperand_isOfItsOwnKind() {
    assertThat(next("weir:attach", "", "tc-classifier")).containsExactly("eth0", "lo");
    assertThat(next("weir:attach", "", "tc-classifier", "eth0")).containsExactly("--help");
  }

  @Test
  void valueOfAnOption_isOfTheOptionsKind() {
    assertThat(next("weir:rules", "", "--at")).containsExactly("8", "7");
    assertThat(next("weir:hooks", "x", "--log")).containsExactly("xdp-counter");
    assertThat(next("weir:metrics", "", "--since")).isEmpty();
  }

  @Test
  void valueOfAnOption_isNoOperand() {
    assertThat(next("weir:metrics", "", "--since", "10m")).containsExactly("GET:/orders");
    assertThat(next("weir:rules", "", "--at", "7")).containsExactly("--json", "--help");
  }

  @Test
  void dash_asksForOptions_thatAreNotThereYet() {
    assertThat(next("weir:explain", "-")).containsExactly("--json", "--help");
    assertThat(next("weir:explain", "--", "web", "--json")).containsExactly("--help");
    assertThat(next("weir:rollback", "--r")).containsExactly("--release");
  }

  @Test
  void commandOfSomebodyElse_isNotKnown() {
    assertThat(Syntax.of("bundle:list")).isEmpty();
    assertThat(Syntax.of("weir:nothing")).isEmpty();
  }
}
