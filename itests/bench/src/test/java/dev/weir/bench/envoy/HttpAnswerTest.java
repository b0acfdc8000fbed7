package dev.weir.bench.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-length: 12\r\nserver: envoy\r\n\r\n";

  @Test
  void answer_isAsLongAsItsHeadAndItsBody() {
    assertThat(length(HEAD + "some of it")).isEqualTo(HEAD.length() + 12);
  }

  @Test
  void answerWithoutABody_endsWithItsHead() {
    String head = "HTTP/1.1 204 No Content\r\n\r\n";
    assertThat(length(head)).isEqualTo(head.length());
  }

  @Test
  void headThatIsNotAllThere_isLongerThanWhatIs() {
    assertThat(length(HEAD.substring(0, HEAD.length() - 1))).isEqualTo(Integer.MAX_VALUE);
  }

  private static int length(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return HttpAnswer.length(bytes, bytes.length);
  }
}
