package dev.weir.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, as ./weir simulate runs it. */
final class SimulateTest {

  private static final String RULES =
      "{\"flow\":[{\"id\":\"one\",\"resource\":\"r\",\"threshold\":1},"
          + "{\"id\":\"pace\",\"resource\":\"p\",\"threshold\":4,\"controlBehavior\":1,"
          + "\"maxQueueingTimeMs\":500}]}";

  @TempDir Path folder = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String input, String... arguments) {
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Simulate(new ByteArrayInputStream(bytes), out, errors).run(arguments);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
  }

  @Test
  void trace_isDecidedCallByCall() throws IOException {
    String trace =
        """
        {"at":0,"enter":"r","id":"a"}
        {"at":0,"enter":"r","id":"b \\"1\\""}
        {"at":1,"enter":"p","id":"c"}
        {"at":2,"enter":"p","id":"d"}
        {"at":3,"enter":"free","id":"e"}
        """;
    assertThat(run("", file("rules.json", RULES), file("trace.jsonl", trace))).isZero();
    assertThat(out())
        .isEqualTo(
            """
            {"id":"a","verdict":"pass"}
            {"id":"b \\"1\\"","verdict":"block","by":"flow"}
            {"id":"c","verdict":"pass"}
            {"id":"d","verdict":"wait","waitMs":249}
            {"id":"e","verdict":"pass"}
            """);
    assertThat(err()).isEmpty();
  }

  @Test
  void rulesInTheTrace_replaceAllOthers() throws IOException {
    String trace =
        """
        {"at":0,"enter":"r","id":"a"}
        {"at":1,"rules":{"flow":[{"resource":"r","threshold":3}]}}
        {"at":2,"enter":"r","id":"b"}
        {"at":2,"enter":"r","id":"c"}
        {"at":2,"enter":"r","id":"d"}
        {"at":3,"rules":{}}
        {"at":3,"enter":"r","id":"e"}
        """;
    assertThat(run(trace, file("rules.json", RULES), "-")).isZero();
    assertThat(out().lines())
        .containsExactly(
            "{\"id\":\"a\",\"verdict\":\"pass\"}",
            "{\"id\":\"b\",\"verdict\":\"pass\"}",
            "{\"id\":\"c\",\"verdict\":\"pass\"}",
            "{\"id\":\"d\",\"verdict\":\"block\",\"by\":\"flow\"}",
            "{\"id\":\"e\",\"verdict\":\"pass\"}");
  }

  @Test
  void badLine_endsTheRunBehindWhatWasDecided() throws IOException {
    String trace = "{\"at\":0,\"enter\":\"r\",\"id\":\"a\"}\n{\"at\":1,\"enter\":\"r\"}\n";
    assertThat(run("", file("rules.json", RULES), file("trace.jsonl", trace))).isEqualTo(2);
    assertThat(out()).isEqualTo("{\"id\":\"a\",\"verdict\":\"pass\"}\n");
    assertThat(err())
        .isEqualTo("weir: trace.jsonl:2: id is missing: the name by which the call exits\n");
  }

  @Test
  void badRule_endsTheRunBeforeItBegins() throws IOException {
    String rules = "{\"flow\":[\n{\"resource\":\"r\",\"threshold\":-1}]}";
    assertThat(run("", file("rules.json", rules), "-")).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err()).startsWith("weir: rules.json:2:").contains("threshold");
  }

  @Test
  void badRuleInTheTrace_isToldWithItsLine() throws IOException {
    String trace =
        """
        {"at":0,"enter":"r","id":"a"}
        {"at":1,"rules":{"isolation":[{"resource":"r","threshold":0}]}}
        {"at":2,"enter":"r","id":"b"}
        """;
    assertThat(run("", file("rules.json", RULES), file("trace.jsonl", trace))).isEqualTo(2);
    assertThat(out()).isEqualTo("{\"id\":\"a\",\"verdict\":\"pass\"}\n");
    assertThat(err()).startsWith("weir: trace.jsonl:2: isolation[0].threshold: ");
  }

  @Test
  void wrongCommandLine_isToldHowItShouldBe() throws IOException {
    assertThat(run("")).isEqualTo(2);
    assertThat(run("", "a", "b", "c")).isEqualTo(2);
    assertThat(run("", "--fast", "a", "b")).isEqualTo(2);
    assertThat(run("", "--from-envoy-log")).isEqualTo(2);
    assertThat(run("", "rules", "--from-envoy-log", "-")).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err().lines())
        .containsExactly(
            "weir: simulate takes RULES and TRACE; see ./weir simulate --help",
            "weir: there is one RULES and one TRACE, 'c' is more; see ./weir simulate --help",
            "weir: there is no option '--fast': --json, --summary, --from-envoy-log FILE; see"
                + " ./weir simulate --help",
            "weir: --from-envoy-log needs a file, or - for standard input; see ./weir simulate"
                + " --help",
            "weir: --from-envoy-log takes a log alone: pipe its trace into another; see ./weir"
                + " simulate --help");
  }

  @Test
  void fileThatIsNotThere_isNamed() throws IOException {
    assertThat(run("", folder + "/none.yaml", "-")).isEqualTo(2);
    assertThat(run("", file("rules.json", RULES), folder + "/none.jsonl")).isEqualTo(2);
    assertThat(err()).contains("none.yaml").contains("none.jsonl");
  }

  @Test
  void rulesThatAreNoFile_areRefusedByName() throws IOException {
    String trace = file("trace.jsonl", "");
    assertThat(run("", folder.resolve("none").toString(), trace)).isEqualTo(2);
    assertThat(run("", Files.createDirectory(folder.resolve("sub")).toString(), trace))
        .isEqualTo(2);
    assertThat(err())
        .isEqualTo(
            """
            weir: none: there is no such file, expected a file of rules
            weir: sub: is a folder, expected a file of rules
            """);
  }

  @Test
  void badLineOfStandardInput_isNamedByIt() throws IOException {
    assertThat(run("{\"at\":1}", file("rules.json", RULES), "-")).isEqualTo(2);
    assertThat(err()).startsWith("weir: standard input:1: a line has one of enter");
  }
}
