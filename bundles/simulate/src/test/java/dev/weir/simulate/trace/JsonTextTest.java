package dev.weir.simulate.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTextTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final JsonText text = new JsonText(out);

  private String written() throws IOException {
    text.close();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void string_isEscapedAsJsonHasIt() throws IOException {
    text.string("a\"b\\c\n\u0001é€\uD83D\uDE00");
    assertThat(written()).isEqualTo("\"a\\\"b\\\\c\\u000a\\u0001é€\\ud83d\\ude00\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "37500000, 37.5",
    "1, 0.000001",
    "1000000, 1",
    "1234567890, 1234.56789",
    "100000, 0.1"
  })
  void time_isInMillisecondsWithoutRounding(long nanos, String expected) throws IOException {
    text.millis(nanos);
    assertThat(written()).isEqualTo(expected);
  }

  @Test
  void moreThanTheBufferHolds_isWrittenWhole() throws IOException {
    String long1 = "y".repeat(150_000);
    text.string(long1);
    assertThat(written()).isEqualTo("\"" + long1 + "\"");
  }
}
