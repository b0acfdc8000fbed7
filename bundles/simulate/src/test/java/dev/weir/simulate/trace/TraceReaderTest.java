package dev.weir.simulate.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.rule.ParamValue.OfBoolean;
import dev.weir.rule.ParamValue.OfDouble;
import dev.weir.rule.ParamValue.OfLong;
import dev.weir.rule.ParamValue.OfString;
import dev.weir.simulate.trace.TraceLine.Enter;
import dev.weir.simulate.trace.TraceLine.Exit;
import dev.weir.simulate.trace.TraceLine.Rules;
import dev.weir.simulate.trace.TraceLine.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraceReaderTest {

  private static List<TraceLine> read(String text) throws IOException, InputException {
    TraceReader reader =
        new TraceReader(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "trace.jsonl");
    List<TraceLine> lines = new ArrayList<>();
    for (TraceLine line = reader.next(); line != null; line = reader.next()) {
      lines.add(line);
    }
    return lines;
  }

  private static Enter enter(String fields) throws IOException, InputException {
    return (Enter) read("{\"at\":1,\"enter\":\"r\",\"id\":\"e\"" + fields + "}").get(0);
  }

  @Test
  void enterWithNothingElse_isOneOutboundCall() throws IOException, InputException {
    Enter enter = enter("");
    assertThat(enter.atNanos()).isEqualTo(1_000_000);
    assertThat(enter.batch()).isEqualTo(1);
    assertThat(enter.inbound()).isFalse();
    assertThat(enter.args()).isEmpty();
    assertThat(enter.attachments()).isEmpty();
  }

  @Test
  void arguments_haveTheTypesOfJsonAndWholeNumbersAreIntegers() throws IOException, InputException {
    Enter enter =
        enter(
            ",\"batch\":4294967295,\"traffic\":\"inbound\",\"args\":[\"hot\",7,7.0,1.5,true,null],"
                + "\"attachments\":{\"user\":\"u1\",\"none\":null}");
    assertThat(enter.batch()).isEqualTo(4_294_967_295L);
    assertThat(enter.inbound()).isTrue();
    assertThat(enter.args())
        .isEqualTo(
            Arrays.asList(
                new OfString("hot"),
                new OfLong(7),
                new OfLong(7),
                new OfDouble(1.5),
                new OfBoolean(true),
                null));
    assertThat(enter.attachments()).isEqualTo(Map.of("user", new OfString("u1")));
  }

  @Test
  void otherLines_areReadInOrder() throws IOException, InputException {
    List<TraceLine> lines =
        read(
            """
            {"at":31,"exit":"e1","error":true}

            {"at":500.25,"signal":{"load":1.5,"memoryBytes":123456}}\r
            {"at":501,"rules":{"flow":[]}}""");
    assertThat(lines)
        .containsExactly(
            new Exit(31_000_000, "e1", true),
            new Signal(500_250_000, 1.5, null, 123_456L),
            new Rules(501_000_000, "{\"flow\":[]}"));
  }

  @Test
  void lineLongerThanTheBuffer_isReadWhole() throws IOException, InputException {
    String id = "x".repeat(200_000);
    List<TraceLine> lines =
        read("{\"at\":1,\"exit\":\"" + id + "\"}\n{\"at\":2,\"exit\":\"" + id + "\"}\n");
    assertThat(lines)
        .containsExactly(new Exit(1_000_000, id, false), new Exit(2_000_000, id, false));
  }

  @Test
  void timeThatGoesBack_isRefused() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> read("{\"at\":2,\"exit\":\"a\"}\n\n{\"at\":1,\"exit\":\"a\"}"))
        .withMessage("trace.jsonl:3: at goes back: lines must be in order of time, was 1 after 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"at":1}                                      | a line has one of enter, exit, signal and rules, this has 0
          {"at":1,"exit":"a","enter":"b","id":"c"}      | a line has one of enter, exit, signal and rules, this has 2
          {"exit":"a"}                                  | at is missing: milliseconds on the trace's clock
          {"at":-1,"exit":"a"}                          | at must be a number of milliseconds, 0 to 7223372036853, was -1
          {"at":1e300,"exit":"a"}                       | at must be a number of milliseconds, 0 to 7223372036853, was 1e300
          {"at":99999999999999999999,"exit":"a"}        | at must be a number of milliseconds, 0 to 7223372036853, was 99999999999999999999
          {"at":"1","exit":"a"}                         | at must be a number of milliseconds, 0 to 7223372036853, was 1
          {"at":1,"enter":"a"}                          | id is missing: the name by which the call exits
          {"at":1,"enter":"","id":"e"}                  | enter must name a resource
          {"at":1,"enter":"a","id":7}                   | id must be a string, was 7
          {"at":1,"enter":"a","id":"e","batch":-1}      | batch must be a whole number, 0 to 4294967295, was -1
          {"at":1,"enter":"a","id":"e","batch":1.5}     | batch must be a whole number, 0 to 4294967295, was 1.5
          {"at":1,"enter":"a","id":"e","args":[[1]]}    | an argument must be a string, a number, true, false or null, was [
          {"at":1,"enter":"a","id":"e","args":{}}       | args must be an array
          {"at":1,"enter":"a","id":"e","attachments":1} | attachments must be an object
          {"at":1,"enter":"a","id":"e","traffic":"in"}  | traffic must be inbound or outbound, was 'in'
          {"at":1,"exit":"a","error":1}                 | error must be true or false, was 1
          {"at":1,"signal":{"heat":1}}                  | there is no signal 'heat': there are load, cpuUsage and memoryBytes
          {"at":1,"signal":{"load":"x"}}                | load must be a number, was x
          {"at":1,"signal":{"memoryBytes":-5}}          | memoryBytes must be a whole number, at least 0, was -5
          {"at":1,"rules":[]}                           | rules must be an object with flow, circuitBreaker and so on, was [
          {"at":1,"exits":"a"}                          | there is no field 'exits': a line has at, and one of enter, exit, signal and rules
          {"at":1,"exit":"a"} {}                        | there is more on the line than one JSON object
          [1]                                           | a line is one JSON object
          """)
  void badLine_isRefusedWithItsPlaceAndCause(String line, String cause) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> read("{\"at\":0,\"exit\":\"x\"}\n" + line))
        .withMessage("trace.jsonl:2: " + cause);
  }

  @Test
  void whatIsNoJson_isRefusedWithItsPlace() {
    for (String line : List.of("{\"at\":1,", "hello", "{\"at\":1,\"at\":2,\"exit\":\"a\"}")) {
      assertThatExceptionOfType(InputException.class)
          .isThrownBy(() -> read(line))
          .withMessageStartingWith("trace.jsonl:1: is no JSON: ");
    }
  }
}
