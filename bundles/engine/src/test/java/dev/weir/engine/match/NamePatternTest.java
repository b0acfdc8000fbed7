package dev.weir.engine.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamePatternTest {

  /** What Go's regexp says, made by patterns.go beside the file. */
  @Test
  void patternsOfEveryKind_matchAsGosDo() throws IOException {
    List<String> different = new ArrayList<>();
    int rows = 0;
    JsonMapper json = new JsonMapper();
    for (String text : lines()) {
      JsonNode line = json.readTree(text);
      String seen = outcome(line.get(0).asText(), line.get(1).asText());
      rows++;
      if (!seen.equals(line.get(2).asText())) {
        different.add(text + " was " + seen);
      }
    }
    assertThat(different).isEmpty();
    assertThat(rows).isGreaterThan(4_000);
  }

  private static List<String> lines() throws IOException {
    try (InputStream stream =
        NamePatternTest.class.getResourceAsStream("/patterns/patterns.jsonl")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static String outcome(String pattern, String name) {
    try {
      return String.valueOf(NamePattern.of(pattern).match(name));
    } catch (PatternException e) {
      return "null";
    }
  }

  @Test
  void patternThatMakesOthersGoBack_takesLinearTime() {
    NamePattern pattern = NamePattern.of("^(a+)+$|(a|aa)+b|(x+x+)+y");
    assertThat(pattern.match("a".repeat(1_000) + "x".repeat(1_000))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'(((a{100}){100}){100}){100}', 2000 steps",
    "'((){1000}){1000}a{1001}', <= max <= 1000",
    "'a(b', a ( without its )",
    "'a)', a ) without its (",
    "'(a)\\1', references to groups",
    "'\\pL', Unicode classes",
    "'(?=a)', must be followed by flags",
  })
  void patternThatCannotBe_isRefusedWithTheCause(String pattern, String cause) {
    assertThatThrownBy(() -> NamePattern.of(pattern))
        .isInstanceOf(PatternException.class)
        .hasMessageContaining(cause);
  }

  @Test
  void emptyPartRepeatedWithoutEnd_isCompiledAtOnce() {
    String nothing = "(".repeat(90) + "){1000}".repeat(90);
    assertThat(NamePattern.of(nothing).match("x")).isTrue();
  }

  @Test
  void groupsNestedTooDeep_areRefused() {
    String deep = "(".repeat(500) + ")".repeat(500);
    assertThatThrownBy(() -> NamePattern.of(deep)).hasMessageContaining("deeper than 100");
  }

  @Test
  void patternTooLong_isRefused() {
    assertThatThrownBy(() -> NamePattern.of("a".repeat(1_025))).hasMessageContaining("1024");
  }

  @Test
  void longestPatternAndName_areMatchedInMilliseconds() {
    NamePattern pattern = NamePattern.of("(.{0,40}){24}z");
    assertThat(pattern.match("y".repeat(1_024))).isFalse();
  }
}
