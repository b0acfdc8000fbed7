package dev.weir.story.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTest {

  private static List<Example> read(String text) {
    return Page.read(text.lines().toList());
  }

  @Test
  void session_isItsCommandsEachWithItsOutput() {
    List<Example> examples =
        read(
            """
            # Title
            ## Part
            ```console
            $ one | two
                  5 200
            $ three
            ```
            """);
    assertThat(examples)
        .containsExactly(
            new Example(
                4,
                "Part",
                Optional.empty(),
                List.of(new Step("one | two", "5 200"), new Step("three", ""))));
  }

  @Test
  void rules_areThoseOfTheNextSessionAlone() {
    List<Example> examples =
        read(
            """
            ```json
            {"flow": []}
            ```
            ```console
            $ a
            ```
            ```console
            $ b
            ```
            """);
    assertThat(examples)
        .extracting(Example::rules)
        .containsExactly(Optional.of("{\"flow\": []}\n"), Optional.empty());
  }

  @Test
  void otherBlocks_areNotTried() {
    assertThat(read("```\n$ rm\n```\n```yaml\na: 1\n```\n")).isEmpty();
  }

  @Test
  void blockWithoutEnd_isRefused() {
    assertThatThrownBy(() -> read("```console\n$ a\n")).hasMessageContaining("line 1");
  }

  @Test
  void outputOfNoCommand_isRefused() {
    assertThatThrownBy(() -> read("```console\n200\n```\n")).hasMessageContaining("no command");
  }

  @Test
  void commandThatEndsInAnAmpersand_runsBeside() {
    assertThat(new Step("serve &", "").beside()).isTrue();
    assertThat(new Step("a && b", "").beside()).isFalse();
  }
}
