package dev.weir.wasm.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.wasm.sdk.abi.ArrayMemory;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationReaderTest {

  private static final String RULE =
      "{\"id\":\"a\",\"resource\":\"GET:/\",\"threshold\":1.5,\"statIntervalInMs\":1000}";

  private static Configuration read(String text) {
    ArrayMemory memory = new ArrayMemory(Utf8.length(text) + 8);
    return new ConfigurationReader(memory).read(new Slice(8, Utf8.write(memory, 8, text)));
  }

  @Test
  void allFields_areRead() {
    String text =
        """
        { "rules" : [ { "fallback" : { "body" : "b\\n\\u00e9\\"" , "status" : 503 ,
            "headers" : [ { "value" : "v" , "key" : "K" } ] } ,
          "statIntervalInMs" : 2500 , "threshold" : -0.0e+1 , "resource" : "GET:/a" ,
          "id" : "x/y" } ] , "revision" : 9007199254740993 }
        """;
    assertThat(read(text))
        .isEqualTo(
            new Configuration(
                9_007_199_254_740_993L,
                500,
                Definitions.NONE,
                List.of(
                    FlowRule.direct(
                        "x/y",
                        "GET:/a",
                        -0.0,
                        2500,
                        Policy.of(
                            LimitMode.LOCAL,
                            new Fallback(503, List.of(new Fallback.Header("K", "v")), "b\né\"")))),
                null));
  }

  @Test
  void firstError_isAStatusOfAnError() {
    assertThat(read("{\"revision\":0,\"firstError\":404,\"rules\":[]}").firstError())
        .isEqualTo(404);
    for (String status : new String[] {"399", "600", "-1", "99999999999"}) {
      assertThatThrownBy(() -> read("{\"revision\":0,\"firstError\":" + status + ",\"rules\":[]}"))
          .hasMessageContaining("400 to 599");
    }
  }

  @Test
  void noRules_isAConfiguration() {
    assertThat(read("{\"revision\":0,\"rules\":[]}"))
        .isEqualTo(new Configuration(0, 500, Definitions.NONE, List.of(), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"threshold\":1.5        | \"threshold\":-1             | rules[0]: threshold must be",
        "\"threshold\":1.5        | \"threshold\":1e999          | rules[0]: threshold must be",
        "\"threshold\":1.5        | \"threshold\":NaN            | expected a digit, found 'N'",
        "\"threshold\":1.5        | \"threshold\":01             | expected ',', found '1'",
        "\"threshold\":1.5        | \"threshold\":\"1\"          | expected a digit, found '\"'",
        "\"statIntervalInMs\":1000| \"statIntervalInMs\":0       | statIntervalInMs must be 1 to",
        "\"statIntervalInMs\":1000| \"statIntervalInMs\":4294968296 | statIntervalInMs must be 1",
        "\"statIntervalInMs\":1000| \"statIntervalInMs\":1.5     | expected a whole number",
        "\"id\":\"a\",            | ``                           | field 'id' is missing",
        "\"id\":\"a\"             | \"id\":\"\"                  | id must have 1 to",
        "\"id\":\"a\"             | \"id\":\"a\",\"id\":\"b\"    | field 'id' is there twice",
        "\"id\":\"a\"             | \"id\":\"a\",\"limitApp\":1  | field 'limitApp' is not known",
        "\"id\":\"a\"             | \"id\":\"\\ud800\"           | expected whole surrogate pairs",
        "\"id\":\"a\"             | \"id\":\"\\x\"               | expected an escape",
        "\"id\":\"a\"             | \"id\":\"\\u12g4\"           | expected a hex digit",
        "\"id\":\"a\"             | \"id\":null                  | expected a string, found 'n'",
        "}]                       | },{}]                        | field 'id' is missing",
        "1000}                    | 1000,\"fallback\":{}}        | field 'status' is missing",
        "1000}                    | 1000,\"fallback\":{\"status\":99}} | status must be 200 to 599",
      })
  void wrongField_isNamed(String part, String instead, String message) {
    String text = "{\"revision\":1,\"rules\":[" + RULE + "]}";
    String wrong = text.replace(part, instead);
    assertThat(wrong).isNotEqualTo(text);
    assertThatThrownBy(() -> read(wrong))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("byte ")
        .hasMessageContaining(message);
  }

  @Test
  void idTwice_isRefused() {
    assertThatThrownBy(() -> read("{\"revision\":1,\"rules\":[" + RULE + "," + RULE + "]}"))
        .hasMessageContaining("id 'a' is there twice");
  }

  @Test
  void moreThanTheMostRules_isRefused() {
    StringBuilder text = new StringBuilder("{\"revision\":1,\"rules\":[");
    for (int i = 0; i <= ConfigurationReader.MAX_RULES; i++) {
      text.append(i == 0 ? "" : ",").append(RULE.replace("\"a\"", "\"r" + i + "\""));
    }
    assertThatThrownBy(() -> read(text.append("]}").toString()))
        .hasMessageContaining("more than 10000 rules");
  }
}
