package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.fixture;
import static dev.weir.opensergo.Reader.rules;
import static dev.weir.opensergo.Reader.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.opensergo.print.RulePrinter;
import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed of rules and read again are the rules. */
final class RoundTripTest {

  private static final long SEED = 20261124;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "good/specification.yaml",
        "good/seed.yaml",
        "good/control-plane.yaml",
        "good/kubernetes.yaml",
        "good/sentinel.yaml",
        "good/weir.yaml",
        "good/traffic.yaml",
        "good/resources.yaml",
        "good/list.json",
        "sentinel/FlowRule.json",
        "sentinel/CircuitBreakerRule.json",
        "sentinel/HotSpotParamFlowRule.json",
        "sentinel/IsolationRule.json",
        "sentinel/SystemRule.json",
        "sentinel/simulate.json"
      })
  void rulesOfEveryFormat_areTheSameAfterPrinting(String document) {
    List<Rule> rules = rules(fixture(document));

    assertThat(rules).isNotEmpty();
    assertThat(rules(yaml(RulePrinter.yaml(rules)))).isEqualTo(rules);
  }

  @Test
  void anyRuleOfAnyKind_isTheSameAfterPrinting() {
    RandomRules random = new RandomRules(SEED);
    for (int i = 0; i < 7_000; i++) {
      List<Rule> rules = List.of(random.rule(i));
      String printed = RulePrinter.yaml(rules);

      assertThat(rules(yaml(printed)))
          .as("seed %d, rule %d:%n%s", SEED, i, printed)
          .isEqualTo(rules);
    }
  }

  @Test
  void strangeTextsAndNumbers_areTheSameAfterPrinting() {
    Random random = new Random(11);
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(20); length > 0; length--) {
        text.appendCodePoint(codePoint(random));
      }
      double threshold = Math.abs(Double.longBitsToDouble(random.nextLong()));
      Fallback fallback = new Fallback(200 + random.nextInt(400), List.of(), text.toString());
      rules.add(
          FlowRule.direct(
              i + "/" + text,
              text.toString(),
              threshold <= Long.MAX_VALUE ? threshold : i,
              1 + random.nextInt(FlowRule.MAX_INTERVAL_MS),
              new Policy(
                  i % 2 == 0 ? LimitMode.GLOBAL : LimitMode.LOCAL,
                  random.nextBoolean(),
                  fallback)));
    }

    assertThat(rules(yaml(RulePrinter.yaml(rules)))).isEqualTo(rules);
  }

  /** Everything that a Java text holds but half a character. */
  private static int codePoint(Random random) {
    int c =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(0x20);
          case 1 -> random.nextInt(0x110000);
          case 2 -> random.nextInt(0x3000);
          default -> ' ' + random.nextInt(95);
        };
    return c >= 0xD800 && c <= 0xDFFF ? '-' : c;
  }
}
