package dev.weir.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceNameTest {

  @ParameterizedTest
  @CsvSource({
    "tcp://:8080, tcp:8080",
    "tcp://0.0.0.0:8080, tcp:8080",
    "tcp://[::]:8080, tcp:8080",
    "tcp://*:65535, tcp:65535",
    "udp://:53, udp:53"
  })
  void portThatIsWrittenAsAnAddress_isThatPort(String written, String known) {
    assertThat(ResourceName.canonical(written)).isEqualTo(known);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp:8080",
        "tcp://192.0.2.1:8080",
        "tcp://[2001:db8::1]:8080",
        "tcp://:0",
        "tcp://:08",
        "tcp://:65536",
        "tcp://:",
        "tcp://",
        "tcp://8080",
        "tcp://:8o80",
        "http://:8080",
        "GET:/a://:80",
        "tcp",
        ""
      })
  void everyOtherName_isItself(String name) {
    assertThat(ResourceName.canonical(name)).isEqualTo(name);
  }

  @Test
  void ruleOfAPort_hasItsOneName() {
    assertThat(FlowRule.perSecond("f", "tcp://:8080", 5))
        .isEqualTo(FlowRule.perSecond("f", "tcp:8080", 5));
  }
}
