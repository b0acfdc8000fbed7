package dev.weir.envoy.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One line of the text format. */
class PrometheusTextTest {

  @Test
  void plainSample_nameAndValue() {
    assertThat(PrometheusText.parse("up 1")).isEqualTo(new Sample("up", Map.of(), 1));
  }

  @Test
  void envoysSample_emptyLabelsAreNone() {
    assertThat(PrometheusText.parse("weir_GET_3a_2forders_pass{} 7"))
        .isEqualTo(new Sample("weir_GET_3a_2forders_pass", Map.of(), 7));
  }

  @Test
  void labels_areUnescaped() {
    assertThat(PrometheusText.parse("a:b{x=\"1\", y = \"q\\\"b\\\\n\\n\",} 2.5e3 1700000000000"))
        .isEqualTo(new Sample("a:b", Map.of("x", "1", "y", "q\"b\\n\n"), 2500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a NaN", "a +Inf", "a -Inf", "\ta\t{ } \t-0.5e-3 -12  "})
  void unusualButLegal_isRead(String line) {
    assertThat(PrometheusText.parse(line)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a ",
        "1a 1",
        "a{ 1",
        "a{x} 1",
        "a{x=} 1",
        "a{x=1} 1",
        "a{x=\"1} 1",
        "a{x=\"\\q\"} 1",
        "a{x=\"1\" y=\"2\"} 1",
        "a{x=\"1\",x=\"2\"} 1",
        "a{,} 1",
        "a{:x=\"1\"} 1",
        "a b",
        "a 0x1p3",
        "a 1d",
        "a 1 2 3",
        "a 1 2.5",
        "a 1 -",
        "{x=\"1\"} 1",
        "a} 1",
        "é 1"
      })
  void malformed_isNoSample(String line) {
    assertThat(PrometheusText.parse(line)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "# TYPE a counter", "\t# x"})
  void comment_isTold(String line) {
    assertThat(PrometheusText.isComment(line)).isTrue();
  }

  @Test
  void cutOrMutatedLine_neverThrows() {
    String line = "envoy_x_total{address=\"127.0.0.1_80\",path=\"a\\\\b\\\"c\\n\"} 12.5 1700000";
    Random random = new Random(20261122);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(line);
      text.setLength(random.nextInt(line.length() + 1));
      for (int edits = random.nextInt(4); edits > 0 && !text.isEmpty(); edits--) {
        text.setCharAt(random.nextInt(text.length()), "{}\"\\=, \n1aé".charAt(random.nextInt(11)));
      }
      Sample sample = PrometheusText.parse(text.toString());
      assertThat(sample == null || !sample.name().isEmpty()).isTrue();
    }
  }
}
