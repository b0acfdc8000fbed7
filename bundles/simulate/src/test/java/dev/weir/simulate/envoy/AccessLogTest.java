package dev.weir.simulate.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.simulate.trace.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessLogTest {

  private static String trace(String log) throws IOException, InputException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    new AccessLog(new ByteArrayInputStream(bytes), "access.log").writeTrace(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void callsInOrderOfTheirEnds_becomeATraceInOrderOfTime() throws IOException, InputException {
    // 2026-11-24T00:00:00Z is 1795478400 s since the epoch, 0 s after a multiple of 100 s.
    assertThat(
            trace(
                """
                {"start_time":"2026-11-24T00:00:00.100Z","duration":20,"method":"GET","path":"/b?q=1","response_code":503}
                {"start_time":"2026-11-24T00:00:00.050Z","duration":100,"method":"POST","path":"/a","response_code":200}
                """))
        .isEqualTo(
            """
            {"at":50,"enter":"POST:/a","id":"2","traffic":"inbound"}
            {"at":100,"enter":"GET:/b","id":"1","traffic":"inbound"}
            {"at":120,"exit":"1","error":true}
            {"at":150,"exit":"2"}
            """);
  }

  @Test
  void otherFields_areAttachments() throws IOException, InputException {
    assertThat(
            trace(
                """
                {"start_time":1795478400.5,"method":"GET","path":"/","user_agent":"curl","bytes_sent":12,"x":null,"y":"-","z":{"a":1},"authority":"ex\\"ample"}
                """))
        .isEqualTo(
            """
            {"at":500,"enter":"GET:/","id":"1","attachments":{"user_agent":"curl","bytes_sent":12,"authority":"ex\\"ample"},"traffic":"inbound"}
            {"at":500,"exit":"1"}
            """);
  }

  @Test
  void atOneTime_runningCallsEndBeforeOthersBegin() throws IOException, InputException {
    assertThat(
            trace(
                """
                {"start_time":1795478400.2,"duration":0,"method":"GET","path":"/at-once"}
                {"start_time":1795478400.1,"duration":100,"method":"GET","path":"/before"}
                """))
        .isEqualTo(
            """
            {"at":100,"enter":"GET:/before","id":"2","traffic":"inbound"}
            {"at":200,"exit":"2"}
            {"at":200,"enter":"GET:/at-once","id":"1","traffic":"inbound"}
            {"at":200,"exit":"1"}
            """);
  }

  @Test
  void callThatRanLongerThanTheWindow_entersLate() throws IOException, InputException {
    assertThat(
            trace(
                """
                {"start_time":1795478400,"method":"GET","path":"/first"}
                {"start_time":1795479100,"method":"GET","path":"/later"}
                {"start_time":1795478300,"duration":800000,"method":"GET","path":"/long"}
                """))
        .isEqualTo(
            """
            {"at":0,"enter":"GET:/first","id":"1","traffic":"inbound"}
            {"at":0,"exit":"1"}
            {"at":0,"enter":"GET:/long","id":"3","traffic":"inbound"}
            {"at":700000,"exit":"3"}
            {"at":700000,"enter":"GET:/later","id":"2","traffic":"inbound"}
            {"at":700000,"exit":"2"}
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"method":"GET","path":"/"}                                          | start_time is missing: the log format needs %START_TIME%
          {"start_time":1,"path":"/"}                                          | method and path are needed: %REQ(:METHOD)% and %REQ(:PATH)%
          {"start_time":"yesterday","method":"GET","path":"/"}                 | start_time must be a time of RFC 3339 or a number, at least 0, was 'yesterday'
          {"start_time":-1,"method":"GET","path":"/"}                          | start_time must be a time of RFC 3339 or a number, at least 0, was '-1'
          {"start_time":1e30,"method":"GET","path":"/"}                        | a time of 1000000000000000000000000000000000 ms is beyond the clock
          {"start_time":1,"method":"GET","path":"/","duration":"soon"}         | duration must be a number, at least 0, was 'soon'
          127.0.0.1 - - [24/Nov/2026:00:00:00 +0000] "GET / HTTP/1.1" 200 1234 | is no JSON: Unexpected character ('.' (code 46)): Expected space separating root-level values
          """)
  void badLine_isRefusedWithItsPlaceAndCause(String line, String cause) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> trace("\n" + line))
        .withMessage("access.log:2: " + cause);
  }
}
