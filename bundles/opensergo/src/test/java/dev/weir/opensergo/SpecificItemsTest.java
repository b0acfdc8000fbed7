package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.problems;
import static dev.weir.opensergo.Reader.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.hook.Document;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.SpecificItem;
import dev.weir.rule.ParamValue;
import dev.weir.rule.ParamValue.OfBoolean;
import dev.weir.rule.ParamValue.OfDouble;
import dev.weir.rule.ParamValue.OfLong;
import dev.weir.rule.ParamValue.OfString;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code valStr} is read as Go's strconv reads it for Sentinel's converters. */
final class SpecificItemsTest {

  private static Document document(int kind, String text) {
    String json =
        """
        [{"resource": "a", "metricType": 0, "threshold": 1, "paramIndex": 0,
          "specificItems": [{"valKind": %d, "valStr": "%s", "threshold": 2}]}]
        """;
    return new Document("hotspot.json", json.formatted(kind, text));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments(0, "9223372036854775807", new OfLong(Long.MAX_VALUE)),
        arguments(0, "-9223372036854775808", new OfLong(Long.MIN_VALUE)),
        arguments(0, "+7", new OfLong(7)),
        arguments(0, "007", new OfLong(7)),
        arguments(1, "", new OfString("")),
        arguments(1, "1", new OfString("1")),
        arguments(2, "T", new OfBoolean(true)),
        arguments(2, "0", new OfBoolean(false)),
        arguments(3, "1e3", new OfDouble(1000)),
        arguments(3, ".5", new OfDouble(0.5)),
        arguments(3, "5.", new OfDouble(5)),
        arguments(3, "-Inf", new OfDouble(Double.NEGATIVE_INFINITY)),
        arguments(3, "+infinity", new OfDouble(Double.POSITIVE_INFINITY)),
        arguments(3, "0x1p-2", new OfDouble(0.25)),
        // The nearest doubles are 2.00000499999999981 and 2.00001499999999988.
        arguments(3, "2.000005", new OfDouble(2.0)),
        arguments(3, "2.000015", new OfDouble(2.00001)),
        arguments(3, "-0.000001", new OfDouble(0.0)),
        arguments(3, "1e300", new OfDouble(1e300)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void textOfItsKind_isReadAsGoReadsIt(int kind, String text, ParamValue value) {
    HotspotRule rule = (HotspotRule) rules(document(kind, text)).get(0);

    assertThat(rule.specificItems()).containsExactly(new SpecificItem(value, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "2, yes",
    "0, 9223372036854775808",
    "0, 1_000",
    "0, ' 1'",
    "0, 1.0",
    "3, NaN",
    "3, 1e999",
    "3, 1d",
    "3, ' 1'",
    "3, ''",
    "3, 0x10"
  })
  void textThatGoCannotRead_isRefused(int kind, String text) {
    assertThat(problems(document(kind, text)))
        .singleElement()
        .asString()
        .startsWith("hotspot.json:2:")
        .contains("[0].specificItems[0].valStr: is no value of its valKind, was the text");
  }
}
