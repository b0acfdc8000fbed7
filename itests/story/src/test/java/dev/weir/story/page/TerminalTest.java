package dev.weir.story.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {

  @TempDir Path folder = Path.of("");

  @Test
  void output_isThatOfTheCommandInTheFolder_errorsToo() throws Exception {
    try (Terminal terminal = new Terminal(folder, Map.of())) {
      String output = terminal.run(new Step("pwd -P; printf '  5   200\\n'; echo no >&2", ""));
      assertThat(output).isEqualTo(folder.toRealPath() + "\n5 200\nno");
    }
  }

  @Test
  void portOfThePage_isThatWhichIsMeant() throws Exception {
    try (Terminal terminal = new Terminal(folder, Map.of("10080", "20001", "9901", "20002"))) {
      assertThat(terminal.run(new Step("echo 127.0.0.1:10080/a 9901 100801", "")))
          .isEqualTo("127.0.0.1:20001/a 20002 100801");
    }
  }

  @Test
  void commandBeside_endsWhenItIsTold() throws Exception {
    try (Terminal terminal = new Terminal(folder, Map.of())) {
      Step serve = new Step("bash -c 'echo $$ > pid; exec sleep 1000' &", "");
      assertThat(terminal.run(serve)).isEmpty();
      String wait = "until [ -s pid ]; do sleep 0.01; done; [ -e /proc/$(cat pid) ] && echo runs";
      assertThat(terminal.run(new Step(wait, ""))).isEqualTo("runs");
      terminal.endBeside();
      assertThat(terminal.run(new Step("[ -e /proc/$(cat pid) ] || echo gone", "")))
          .isEqualTo("gone");
    }
  }
}
