package dev.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.manager.HookView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachDetachTest {

  private final FakeManager manager = new FakeManager();
  private final Gogo gogo = new Gogo(manager);

  @Test
  void attachWithoutPoint_leavesThePointToTheConfiguration() throws Exception {
    manager.hooks = List.of(FakeManager.hook("xdp-counter", HookView.State.ATTACHED, true, ""));

    assertThat(gogo.run("weir:attach xdp-counter")).isEqualTo("xdp-counter is attached at weir0\n");
    assertThat(manager.calls).containsExactly("attach xdp-counter");
  }

  @Test
  void attachWithPoint_handsItOn() throws Exception {
    gogo.run("weir:attach xdp-counter eth0");

    assertThat(manager.calls).containsExactly("attach xdp-counter eth0");
  }

  @Test
  void detach_says_whatIsDetached() throws Exception {
    assertThat(gogo.run("weir:detach xdp-counter")).isEqualTo("xdp-counter is detached\n");
    assertThat(manager.calls).containsExactly("detach xdp-counter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weir:attach x", "weir:detach x"})
  void refusal_isTheFailuresOneLine(String line) {
    manager.refusal = Optional.of("no hook is named x; did you mean xdp-counter?");

    assertThatThrownBy(() -> gogo.run(line))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("no hook is named x; did you mean xdp-counter?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "weir:hooks --jsn|unknown option --jsn; usage: weir:hooks [--log HOOK] [--json]",
        "weir:hooks all|unexpected argument all; usage: weir:hooks [--log HOOK] [--json]",
        "weir:attach|HOOK is missing; usage: weir:attach HOOK [POINT]",
        "weir:attach a b c|unexpected argument c; usage: weir:attach HOOK [POINT]",
        "weir:detach a --json|unknown option --json; usage: weir:detach HOOK",
      })
  void wrongArguments_failWithTheUsage_andDoNothing(String line, String message) {
    assertThatThrownBy(() -> gogo.run(line)).isInstanceOf(CommandFailure.class).hasMessage(message);
    assertThat(manager.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hooks", "capabilities", "rules", "signals", "attach", "detach"})
  void help_hasUsageAndExample_andDoesNothing(String command) throws Exception {
    assertThat(gogo.run("weir:" + command + " --help"))
        .contains("usage: weir:" + command, "examples:\n  weir:" + command);
    assertThat(manager.calls).isEmpty();
  }
}
