package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.problems;
import static dev.weir.opensergo.Reader.read;
import static dev.weir.opensergo.Reader.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat.Reading;
import dev.weir.rule.ControlBehavior.Throttling;
import dev.weir.rule.Rule;
import org.junit.jupiter.api.Test;

/** Several documents of one reading: they refer to each other, and one fault spreads no further. */
final class DocumentsTest {

  private static final String STRATEGY =
      """
      apiVersion: fault-tolerance.opensergo.io/v1alpha1
      kind: RateLimitStrategy
      metadata: {name: %s}
      spec: {metricType: RequestAmount, limitMode: Local, threshold: %s, statDuration: 1s}
      """;
  private static final String RULE =
      """
      apiVersion: fault-tolerance.opensergo.io/v1alpha1
      kind: FaultToleranceRule
      metadata: {name: %s}
      spec:
        targets: [{targetResourceName: "GET:/%1$s"}]
        strategies: [{name: %s}]
      """;

  private static Document file(String name, String text) {
    return new Document(name, text);
  }

  @Test
  void reference_isFoundInAnotherDocument() {
    assertThat(
            rules(
                file("1.yaml", RULE.formatted("r", "s")),
                file("2.yaml", STRATEGY.formatted("s", "5"))))
        .extracting(Rule::id)
        .containsExactly("default/r/s/GET:/r");
  }

  @Test
  void brokenDocument_leavesTheOthersTheirRules() {
    Reading reading =
        read(
            file("1.yaml", RULE.formatted("r", "s") + "---\n" + STRATEGY.formatted("s", "5")),
            file("2.yaml", RULE.formatted("q", "t") + "---\n" + STRATEGY.formatted("t", "x")));

    assertThat(reading.rules()).extracting(s -> s.rule().resource()).containsExactly("GET:/r");
    assertThat(reading.problems()).extracting(Problem::document).containsExactly("2.yaml");
  }

  @Test
  void referenceIntoBrokenDocument_breaksTheOneThatRefers() {
    String broken = STRATEGY.formatted("s", "5") + "---\n" + STRATEGY.formatted("t", "x");

    assertThat(problems(file("1.yaml", RULE.formatted("r", "s")), file("2.yaml", broken)))
        .containsExactly(
            "1.yaml:6:23: spec.strategies[0].name: \"s\" is in 2.yaml, which has errors: correct"
                + " them first",
            "2.yaml:9:64: spec.threshold: must be a finite number, 0 or more, was the text \"x\"");
  }

  @Test
  void brokenChain_breaksEveryLink() {
    String second = STRATEGY.formatted("b", "1") + "---\n" + RULE.formatted("r2", "c");
    String first = STRATEGY.formatted("a", "1") + "---\n" + RULE.formatted("r1", "b");
    String third = STRATEGY.formatted("c", "-1");

    assertThat(
            problems(
                file("0.yaml", RULE.formatted("r0", "a")),
                file("1.yaml", first),
                file("2.yaml", second),
                file("3.yaml", third)))
        .extracting(problem -> problem.substring(0, 6))
        .containsExactly("0.yaml", "1.yaml", "2.yaml", "3.yaml");
  }

  @Test
  void sameObjectInTwoDocuments_refusesTheSecond() {
    Reading reading =
        read(
            file("1.yaml", RULE.formatted("r", "s") + "---\n" + STRATEGY.formatted("s", "5")),
            file("2.yaml", STRATEGY.formatted("s", "6")));

    assertThat(reading.rules()).hasSize(1);
    assertThat(reading.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "2.yaml:3:18: metadata.name: RateLimitStrategy default/s is there already, in"
                + " 1.yaml:10: rename one");
  }

  @Test
  void ruleWithoutStrategyFile_isRefusedUntilItIsThere() {
    assertThat(problems(file("1.yaml", RULE.formatted("r", "s"))))
        .singleElement()
        .asString()
        .contains("names no strategy of namespace default: \"s\"");
  }

  @Test
  void nameThatTwoKindsOfOtherDocumentsHave_needsTheKind() {
    String paced =
        """
        apiVersion: fault-tolerance.opensergo.io/v1alpha1
        kind: ThrottlingStrategy
        metadata: {name: s}
        spec: {minIntervalOfRequests: 20ms, queueTimeout: 500ms}
        """;
    Document rule = file("1.yaml", RULE.formatted("r", "s"));
    Document limit = file("2.yaml", STRATEGY.formatted("s", "5"));

    assertThat(problems(rule, limit, file("3.yaml", paced)))
        .containsExactly(
            "1.yaml:6:23: spec.strategies[0].name: names more than one object, in 2.yaml:3 and"
                + " 3.yaml:3: give its kind too");
    assertThat(rules(file("1.yaml", RULE.formatted("r", "s") + "---\n" + paced), limit))
        .singleElement()
        .extracting("controlBehavior")
        .isEqualTo(new Throttling(500));
  }

  @Test
  void objectWithoutNamespace_isFoundFromEveryNamespace() {
    String rule = RULE.formatted("r", "s").replace("{name: r}", "{name: r, namespace: prod}");
    String strategy = STRATEGY.formatted("s", "5");
    String named = strategy.replace("{name: s}", "{name: s, namespace: default}");

    assertThat(rules(file("1.yaml", rule), file("2.yaml", strategy)))
        .extracting(Rule::id)
        .containsExactly("prod/r/s/GET:/r");
    assertThat(problems(file("1.yaml", rule), file("2.yaml", named)))
        .containsExactly(
            "1.yaml:6:23: spec.strategies[0].name: names no strategy of namespace prod: \"s\"");
  }

  @Test
  void problemsOfOneDocument_areInTheOrderOfItsLines() {
    Reading reading =
        read(file("1.yaml", STRATEGY.formatted("a/", "x") + "---\n" + RULE.formatted("/", "/")));

    assertThat(reading.problems()).isSortedAccordingTo((a, b) -> a.line() - b.line());
    assertThat(reading.problems()).hasSizeGreaterThan(2);
  }
}
