package dev.weir.story.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @Test
  void hostAndPort_areRead() {
    assertThat(Target.parse("127.0.0.1:8080")).isEqualTo(new Target("127.0.0.1", 8080, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8080", ":8080", "host:", "host:http"})
  void otherForm_isRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Target.parse(text))
        .withMessageContaining("HOST:PORT");
  }
}
