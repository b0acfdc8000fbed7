package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.fixture;
import static dev.weir.opensergo.Reader.problems;
import static dev.weir.opensergo.Reader.rules;
import static dev.weir.opensergo.Reader.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are large, empty, strangely encoded or made to hurt. */
@Timeout(60)
final class BoundsTest {

  private static final String RULE =
      """
      apiVersion: weir.dev/v1alpha1
      kind: FlowRule
      metadata: {name: %s}
      spec: {resource: "GET:/%1$s", threshold: 10}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {"", " \n", "# nothing\n", "---\n", "---\n---\n...\n", "\uFEFF", "~", "null\n"})
  void emptyDocument_isNeitherRuleNorProblem(String text) {
    assertThat(rules(yaml(text))).isEmpty();
  }

  @Test
  void byteOrderMarkAndCarriageReturns_areRead() {
    String text = "\uFEFF" + RULE.formatted("a").replace("\n", "\r\n");

    assertThat(rules(yaml(text))).hasSize(1);
  }

  @Test
  void documentOfOneMegabyte_isReadWhole() {
    int count = 8_500;
    String text =
        IntStream.range(0, count)
            .mapToObj(i -> RULE.formatted("rule-" + i))
            .collect(Collectors.joining("---\n"));

    assertThat(text.length()).isGreaterThan(1_000_000);
    assertThat(rules(yaml(text))).hasSize(count);
  }

  @Test
  void documentOfFiveMegabytes_isRefusedUnread() {
    assertThat(problems(yaml("#".repeat(5_000_000))))
        .containsExactly("a.yaml: must have at most 4194304 characters, had 5000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "a:\n ", "? ", "!!str ", "&a "})
  void endlessNesting_isRefused(String opening) {
    StringBuilder text = new StringBuilder();
    while (text.length() < 500_000) {
      text.append(opening);
    }

    assertThat(problems(yaml(text.toString()))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", " ", "a", "1", "\\", "é", "'"})
  void endlessLine_isRefusedBeforeItCostsTime(String unit) {
    assertThat(problems(yaml("a: b\n" + unit.repeat(4_000_000))))
        .containsExactly(
            "a.yaml:2:1: a line must have at most 524288 characters: break it, or name the file"
                + " .json if it is JSON");
  }

  @Test
  void deepFlow_namesTheBound() {
    assertThat(problems(yaml("[".repeat(100))))
        .containsExactly("a.yaml:1:65: values must be nested at most 64 deep");
  }

  @Test
  void deepJson_isRefused() {
    assertThat(problems(new Document("a.json", "[".repeat(100_000))))
        .singleElement()
        .asString()
        .isEqualTo("a.json:1:65: values must be nested at most 64 deep");
  }

  @Test
  void billionLaughs_areRefused() {
    StringBuilder text = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for (int i = 1; i < 10; i++) {
      text.append("a%d: &a%d [".formatted(i, i));
      text.append("*a%d, ".formatted(i - 1).repeat(9));
      text.append("*a%d]\n".formatted(i - 1));
    }

    assertThat(problems(yaml(text.toString())))
        .containsExactly(
            "a.yaml:6:25: the document must hold at most 500000 values, aliases expanded");
  }

  @Test
  void anchors_areReadWithinTheBound() {
    String text =
        """
        apiVersion: weir.dev/v1alpha1
        kind: FlowRule
        metadata: {name: &name a}
        spec: {resource: *name, threshold: 10}
        """;

    assertThat(rules(yaml(text))).extracting("resource").containsExactly("a");
  }

  @Test
  void productOfTargetsAndStrategies_isBounded() {
    String targets = list("targetResourceName: t", 200);
    String strategies = list("name: s", 200);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append(
          """
          ---
          apiVersion: fault-tolerance.opensergo.io/v1alpha1
          kind: RateLimitStrategy
          metadata: {name: s%d}
          spec: {metricType: RequestAmount, limitMode: Local, threshold: 1, statDuration: 1s}
          """
              .formatted(i));
    }
    text.append(
        """
        ---
        apiVersion: fault-tolerance.opensergo.io/v1alpha1
        kind: FaultToleranceRule
        metadata: {name: r}
        spec: {targets: [%s], strategies: [%s]}
        """
            .formatted(targets, strategies));

    assertThat(problems(yaml(text.toString())))
        .containsExactly(
            "a.yaml:1004:18: metadata.name: brings the rules of this source over 10000");
  }

  private static String list(String item, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{" + item + i + "}")
        .collect(Collectors.joining(", "));
  }

  @Test
  void manyProblems_areCutAtAHundred() {
    String text = "---\n{apiVersion: x}\n".repeat(50_000);

    assertThat(problems(yaml(text)))
        .hasSize(101)
        .last()
        .isEqualTo("a.yaml: only the first 100 problems are told");
  }

  @Test
  void binaryGarbage_namesTheFirstCharacterThatIsNoText() {
    byte[] bytes = new byte[1 << 20];
    new Random(7).nextBytes(bytes);
    String garbage = "a: b\n" + (char) 0 + new String(bytes, StandardCharsets.ISO_8859_1);

    assertThat(problems(yaml(garbage)))
        .containsExactly(
            "a.yaml:2:1: character U+0000 must not be in a text: is this a YAML file?");
  }

  @Test
  void hugeNumbersAndExponents_areRefusedAtOnce() {
    for (String number :
        new String[] {"1e2147483647", "9".repeat(100_000), "1." + "0".repeat(99)}) {
      String text = RULE.formatted("a").replace("threshold: 10", "statIntervalInMs: " + number);

      assertThat(problems(yaml(text))).anyMatch(p -> p.contains("spec.statIntervalInMs: must be"));
    }
  }

  @Test
  void controlCharactersOfAValue_areNotRepeatedInTheMessage() {
    String text = RULE.formatted("a").replace("10", "\"\\e[31m\\u202Ered\"");

    assertThat(problems(yaml(text)))
        .singleElement()
        .asString()
        .contains("was the text \"\uFFFD[31m\uFFFDred\"");
  }

  @Test
  void jsonSyntaxError_isToldWithItsPlace() {
    assertThat(problems(new Document("a.json", "{\"apiVersion\": \"v1\",}")))
        .singleElement()
        .asString()
        .startsWith("a.json:1:21: is no JSON: Unexpected character ('}'");
  }

  @Test
  void goodDocumentsBeforeASyntaxError_giveNoRules() {
    assertThat(problems(yaml(fixture("good/traffic.yaml").text() + "---\na: [")))
        .singleElement()
        .asString()
        .contains("is no YAML");
  }
}
