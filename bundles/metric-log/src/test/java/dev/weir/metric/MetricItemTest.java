package dev.weir.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricItemTest {

  private static final MetricItem ITEM =
      new MetricItem(1564382218000L, "/foo/*", 1, new Figures(4, 9, 3, 0, 25, 0, 2));

  @Test
  void fatLine_isSentinels() {
    assertThat(ITEM.toFat(ZoneId.of("Asia/Shanghai")))
        .isEqualTo("1564382218000|2019-07-29 14:36:58|/foo/*|4|9|3|0|25|0|2|1");
  }

  @Test
  void thinLine_hasNoDate() {
    assertThat(ITEM.toThin()).isEqualTo("1564382218000|/foo/*|4|9|3|0|25|0|2|1");
  }

  @Test
  void fatLine_isReadAsItWasWritten() {
    assertThat(MetricItem.fromFat(ITEM.toFat(ZoneOffset.UTC))).isEqualTo(ITEM);
  }

  @Test
  void olderLine_hasZerosForWhatItLeavesOut() {
    assertThat(MetricItem.fromFat("1564382218000|2019-07-29 14:36:58|/foo/*|4|9|3|0|25"))
        .isEqualTo(new MetricItem(1564382218000L, "/foo/*", 0, new Figures(4, 9, 3, 0, 25, 0, 0)));
  }

  @Test
  void separatorsAndControlCharactersInAName_areUnderscores() {
    MetricItem item = Lines.item(Lines.T0, "a|b\n1|2|3\r\u0000", 1);
    assertThat(item.toThin()).isEqualTo(Lines.T0 + "|a_b_1_2_3__|1|0|0|0|0|0|0|0");
  }

  @Test
  void endlessName_isCut() {
    MetricItem item = Lines.item(Lines.T0, "é".repeat(1_000_000), 1);
    assertThat(item.toThin())
        .isEqualTo(Lines.T0 + "|" + "é".repeat(LineFormat.MAX_NAME) + "|1|0|0|0|0|0|0|0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; 8 fields",
        "1|2019-07-29 14:36:58|foo|4|9|3|0; had 7",
        "1|2019-07-29 14:36:58|foo|baz|4|9|3|0|25|0|2|1; pass must be a whole number, was 'baz'",
        "1|2019-07-29 14:36:58|foo|-3|9|3|0|25|0|2|1; pass must be a whole number, was '-3'",
        "1|2019-07-29 14:36:58|foo|3|9|3|0|25|0|2|x; classification must be",
        "99999999999999999999|d|foo|3|9|3|0|25; timestamp must be a whole number",
        "0|d|foo|3|9|3|0|25; timestampMs must be 1 to",
      })
  void lineThatIsNone_isRefusedByItsField(String line, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MetricItem.fromFat(line))
        .withMessageContaining(message);
  }
}
