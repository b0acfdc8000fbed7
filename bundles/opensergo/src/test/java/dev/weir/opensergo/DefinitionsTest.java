package dev.weir.opensergo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import dev.weir.opensergo.Definition.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The definitions that Kubernetes is given and the reader agree, field by field and both ways. What
 * the reader knows is taken from what it says of a document that is wrong.
 */
final class DefinitionsTest {

  private static final String NONSENSE = "zzzzzzzzzzzzzzzzzzzz";
  private static final Pattern KNOWN = Pattern.compile("is no field here; known are (.*)$");
  private static final Pattern WORDS =
      Pattern.compile("must be (?:one of )?(.*), was \"" + NONSENSE + "\".*$");

  /** Needed by a rule of the definition, which a list of required fields cannot say. */
  private static final Set<String> CONDITIONAL =
      Set.of("statDurationSeconds", "threshold", "resource");

  static List<Definition> definitions() {
    return Definition.all();
  }

  private static List<Problem> problems(Definition definition, String spec) {
    return Reader.read(new Document("a.json", definition.object(spec))).problems();
  }

  private static Set<String> split(String list) {
    return new TreeSet<>(Arrays.asList(list.split(", ", -1)));
  }

  @Test
  void definitions_areThereForEveryKind() {
    assertThat(definitions())
        .extracting(Definition::kind)
        .containsExactlyInAnyOrder(
            "RateLimitStrategy",
            "ThrottlingStrategy",
            "ConcurrencyLimitStrategy",
            "CircuitBreakerStrategy",
            "AdaptiveOverloadProtectionStrategy",
            "HttpRequestFallbackAction",
            "FaultToleranceRule",
            "FlowRules",
            "CircuitBreakerRules",
            "HotspotRules",
            "IsolationRules",
            "SystemRules",
            "Rule",
            "FlowRule",
            "OutlierRule",
            "TrafficRule",
            "HttpResource");
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void fieldsOfDefinition_areTheFieldsThatAreRead(Definition definition) {
    for (Level level : definition.levels()) {
      String wrong = level.around("{\"" + NONSENSE + "\": 1}");
      List<Set<String>> known =
          problems(definition, wrong).stream()
              .filter(problem -> problem.field().equals(level.field(NONSENSE)))
              .map(problem -> KNOWN.matcher(problem.message()))
              .filter(Matcher::find)
              .map(matcher -> split(matcher.group(1)))
              .toList();

      assertThat(known).as(level.field("*")).containsExactly(level.fields());
    }
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void requiredFieldsOfDefinition_areThoseWhoseAbsenceIsRefused(Definition definition) {
    for (Level level : definition.levels()) {
      String prefix = level.field("");
      Set<String> missing = new TreeSet<>();
      for (Problem problem : problems(definition, level.around("{}"))) {
        String name =
            problem.field().substring(Math.min(problem.field().length(), prefix.length()));
        if (problem.message().startsWith("is missing") && problem.field().equals(prefix + name)) {
          missing.add(name);
        }
      }
      Set<String> required = level.required();
      missing.removeIf(name -> CONDITIONAL.contains(name) && !required.contains(name));

      assertThat(missing).as(level.field("*")).isEqualTo(required);
    }
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void wordsOfDefinition_areTheWordsThatAreRead(Definition definition) {
    for (Level level : definition.levels()) {
      Map<String, Object> properties = Definition.map(level.schema().get("properties"));
      for (String name : level.fields()) {
        Set<String> words =
            new TreeSet<>(Definition.strings(Definition.map(properties.get(name)).get("enum")));
        if (!words.isEmpty()) {
          String wrong = level.around("{\"" + name + "\": \"" + NONSENSE + "\"}");
          List<Set<String>> read =
              problems(definition, wrong).stream()
                  .filter(problem -> problem.field().equals(level.field(name)))
                  .map(problem -> WORDS.matcher(problem.message()))
                  .filter(Matcher::find)
                  .map(matcher -> split(matcher.group(1)))
                  .toList();

          assertThat(read).as(level.field(name)).containsExactly(words);
        }
      }
    }
  }
}
