package dev.weir.source.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {

  @TempDir Path temp = Path.of("");

  @Test
  void defaults_areTheLocalMemberAndWeirsPrefix() {
    Settings settings = Settings.of(new Given().config());

    assertThat(settings.endpoints()).hasToString("[http://127.0.0.1:2379]");
    assertThat(settings.ranges()).containsExactly(new KeyRange("/weir/rules/", true));
    assertThat(settings.login()).isEmpty();
    assertThat(settings.tls()).isEmpty();
  }

  @Test
  void commas_separatePrefixesAndKeys() {
    Settings settings =
        Settings.of(new Given().with("prefixes", "/a/, /b/").with("keys", "/c").config());

    assertThat(settings.ranges()).hasToString("[/a/*, /b/*, /c]");
  }

  @ParameterizedTest
  @CsvSource({
    "endpoints, etcd:2379, endpoints must be http://HOST:PORT or https://HOST:PORT",
    "endpoints, http://one, endpoints must be http://HOST:PORT or https://HOST:PORT",
    "endpoints, '', endpoints must name a member",
    "prefixes, '', prefixes or keys must name what to read",
    "timeout_ms, 5, 'timeout.ms must be 100 to 60000, was 5'",
    "retry_max_ms, 5, 'retry.max.ms must be 100 to 600000, was 5'",
    "_password, secret, user must be set where a password is"
  })
  void badSetting_isNamedWithWhatItMustBe(String setting, String value, String words) {
    assertThatThrownBy(() -> Settings.of(new Given().with(setting, value).config()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void keyWithoutCertificate_isRefused() {
    Given given = new Given().with("endpoints", "https://h:1").with("tls_key", "/k");

    assertThatThrownBy(() -> Settings.of(given.config()))
        .hasMessage("tls.certificate and tls.key must be set together");
  }

  @Test
  void badConfiguration_isToldToTheSinkAndStartsNothing() {
    Heard heard = new Heard();
    EtcdRuleSource source = new Given().with("endpoints", "nowhere").source();

    source.open(heard);
    source.close();

    assertThat(heard.faults()).singleElement().asString().startsWith("dev.weir.source.etcd: endp");
    assertThat(heard.deliveries()).isZero();
  }

  @Test
  void password_isNeverShown() throws IOException {
    Settings settings =
        Settings.of(new Given().with("user", "weir").with("_password", "pssst").config());

    assertThat(settings.toString()).contains("weir").doesNotContain("pssst");
    assertThat(settings.login().orElseThrow().password().reveal()).isEqualTo("pssst");
  }

  @Test
  void passwordFile_isReadWithoutItsLineBreakEachTime() throws IOException {
    Path file = Files.writeString(temp.resolve("password"), "one\n");
    Secret secret = new Secret("", file.toString());

    assertThat(secret.reveal()).isEqualTo("one");
    Files.writeString(file, "two\n");
    assertThat(secret.reveal()).isEqualTo("two");
  }
}
