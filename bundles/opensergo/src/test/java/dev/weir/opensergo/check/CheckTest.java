package dev.weir.opensergo.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckTest {

  private static final String RULE =
      """
      apiVersion: weir.dev/v1alpha1
      kind: FlowRule
      metadata: {name: orders}
      spec: {resource: "GET:/orders", threshold: 100}
      """;

  @TempDir private Path folder;

  private record Run(int status, String out) {}

  private static Run run(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> args = Arrays.stream(words).map(String::valueOf).toList();
    int status = Check.run(args, new PrintStream(out, true, StandardCharsets.UTF_8));
    return new Run(status, out.toString(StandardCharsets.UTF_8));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void goodFolder_isCountedWithStatusZero() throws IOException {
    file("a.yaml", RULE);
    file("flow.json", "[{\"resource\": \"a\", \"threshold\": 1}]");
    file(".hidden.yaml", "[");
    file("notes.txt", "[");

    assertThat(run("check", folder)).isEqualTo(new Run(0, "2 files, 2 rules, no problem\n"));
  }

  @Test
  void wrongFile_isToldByLineColumnFieldAndNearestWord() throws IOException {
    Path wrong = file("a.yaml", RULE.replace("threshold", "treshold"));

    assertThat(run("check", wrong))
        .isEqualTo(
            new Run(
                2,
                wrong
                    + ":4:7: spec.threshold: is missing: give the number of calls\n"
                    + wrong
                    + ":4:33: spec.treshold: is no field here; did you mean threshold?\n"
                    + "1 file, 0 rules, 2 problems\n"));
  }

  @Test
  void wrongFileAsJson_namesEachPart() throws IOException {
    Path wrong = file("a.yaml", RULE.replace("100", "-1"));

    assertThat(run("check", "--json", wrong).out())
        .contains("\"files\" : 1", "\"rules\" : 0", "\"line\" : 4", "\"column\" : 44")
        .contains("\"field\" : \"spec.threshold\"")
        .contains("\"message\" : \"must be a finite number, 0 or more, was the number -1\"");
  }

  @Test
  void fileThatIsNotThereOrNoText_isAProblem() throws IOException {
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, new byte[] {'a', (byte) 0xE9});

    assertThat(run("check", folder.resolve("none.yaml")).out())
        .startsWith(folder.resolve("none.yaml") + ": cannot be read: there is no such file\n");
    assertThat(run("check", latin))
        .isEqualTo(
            new Run(2, latin + ": is not UTF-8: save it as that\n0 files, 0 rules, 1 problem\n"));
  }

  @Test
  void print_writesObjectsOfWeir() throws IOException {
    Path array = file("flow.json", "[{\"id\": \"1\", \"resource\": \"a\", \"threshold\": 1}]");

    assertThat(run("print", array))
        .isEqualTo(
            new Run(
                0,
                """
                ---
                apiVersion: weir.dev/v1alpha1
                kind: Rule
                metadata:
                  namespace: default
                  name: rule-flow-1-4294767f
                spec:
                  id: flow/1
                  resource: a
                  flow:
                    threshold: 1
                """));
  }

  @Test
  void callWithoutFiles_showsItsUsage() {
    assertThat(run("check").status()).isEqualTo(2);
    assertThat(run("chekc", folder).out()).startsWith("usage: rules check");
  }
}
