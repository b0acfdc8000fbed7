package dev.weir.wasm.sdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.wasm.sdk.abi.ArrayMemory;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {

  private static JsonReader reader(String text) {
    ArrayMemory memory = new ArrayMemory(Utf8.length(text) + 8);
    return new JsonReader(memory, new Slice(8, Utf8.write(memory, 8, text)));
  }

  @Test
  void nestedValues_arePulledInOrder() {
    JsonReader json = reader(" { \"a\" : [ 1 , [ ] , \"x\" ] , \"b\" : { } , \"c\":-2}\n");
    List<Object> seen = new ArrayList<>();
    json.beginObject();
    seen.add(String.valueOf(json.nextName()));
    json.beginArray();
    seen.add(json.nextElement());
    seen.add(json.integer());
    seen.add(json.nextElement());
    json.beginArray();
    seen.add(json.nextElement());
    seen.add(json.nextElement());
    seen.add(json.string());
    seen.add(json.nextElement());
    seen.add(String.valueOf(json.nextName()));
    json.beginObject();
    seen.add(String.valueOf(json.nextName()));
    seen.add(String.valueOf(json.nextName()));
    seen.add(json.integer());
    seen.add(String.valueOf(json.nextName()));
    json.end();
    assertThat(seen)
        .containsExactly(
            "a", true, 1L, true, false, true, "x", false, "b", "null", "c", -2L, "null");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0,-0.0",
    "1.5,1.5",
    "-12.25e2,-1225",
    "1E+2,100",
    "5e-1,0.5",
    "1e999,Infinity",
    "1000000.0,1000000",
    "0.0,0",
    "10.10,10.1",
    "999999999999999,999999999999999",
    "9007199254740993,9007199254740992",
    "123456789012345678901234567890.0,123456789012345678901234567890"
  })
  void decimal_isReadAsTheGrammarSays(String text, double expected) {
    JsonReader json = reader(text);
    assertThat(json.decimal()).isEqualTo(expected);
    json.end();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1", ".5", "1.", "1e", "1e+", "-", "Infinity", "0x1", "", "1.e1"})
  void otherNumbers_areRefused(String text) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(
            () -> {
              JsonReader json = reader(text);
              json.decimal();
              json.end();
            });
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807,9223372036854775807", "-5,-5", "0,0"})
  void integer_hasSixtyFourBits(String text, long expected) {
    assertThat(reader(text).integer()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "1.0", "1e3", "99999999999999999999999"})
  void integerThatIsNone_isRefused(String text) {
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> reader(text).integer());
  }

  @Test
  void escapes_areReplaced() {
    assertThat(reader("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"").string())
        .isEqualTo("\"\\/\b\f\n\r\té\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\"\\\"",
        "\"\\u12\"",
        "\"\\u123\"",
        "\"\\ud83d\"",
        "\"\\ude00x\"",
        "\"\\",
        "\"\n\"",
        "\"\\'\"",
        "'x'",
        "x",
        ""
      })
  void otherStrings_areRefused(String text) {
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> reader(text).string());
  }

  @Test
  void bytesThatAreNoText_areRefused() {
    ArrayMemory memory = new ArrayMemory(16);
    memory.store8(8, '"');
    memory.store8(9, 0xff);
    memory.store8(10, '"');
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> new JsonReader(memory, new Slice(8, 3)).string())
        .withMessage("byte 1: expected UTF-8 in a string");
  }

  @Test
  void error_saysWhereAndWhatWasThere() {
    JsonReader json = reader("{\"a\" 1}");
    json.beginObject();
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(json::nextName)
        .withMessage("byte 5: expected ':', found '1'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{,}", "{\"a\":1 \"b\":2}", "{\"a\":1,}", "{\"a\":1", "{", "[1]"})
  void otherObjects_areRefused(String text) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(
            () -> {
              JsonReader json = reader(text);
              json.beginObject();
              for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.integer();
              }
            });
  }

  @Test
  void stringsThatComeAgain_areReadAsWhatTheyAre() {
    Random random = new Random(7);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      // few letters, so that many are the same and many more share a place; é is two bytes
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(4); length > 0; length--) {
        text.append("abé\u00c3\u00a9€".charAt(random.nextInt(6)));
      }
      texts.add(text.toString());
    }
    JsonReader json = reader("[\"" + String.join("\",\"", texts) + "\"]");
    json.beginArray();
    for (String text : texts) {
      assertThat(json.nextElement()).isTrue();
      assertThat(json.string()).isEqualTo(text);
    }
  }
}
