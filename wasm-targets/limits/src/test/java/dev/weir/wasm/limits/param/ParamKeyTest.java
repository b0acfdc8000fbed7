package dev.weir.wasm.limits.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.rule.HotspotRule.Param;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParamKeyTest {

  @ParameterizedTest
  @CsvSource({
    "client,CLIENT,''",
    "host,HOST,''",
    "path,PATH,''",
    "method,METHOD,''",
    "header:X-User,HEADER,x-user",
    "query:userId,QUERY,userId",
    "cookie:sid,COOKIE,sid",
    "header:a:b,HEADER,a:b"
  })
  void key_namesAValue(String key, Source source, String name) {
    assertThat(ParamKey.of(new Param(0, key), true)).isEqualTo(new ParamKey(source, name));
  }

  @ParameterizedTest
  @CsvSource({"0,CLIENT", "1,HOST", "2,PATH", "3,METHOD", "-1,METHOD", "-4,CLIENT"})
  void index_isThatOfAnArgument(int index, Source source) {
    assertThat(ParamKey.of(new Param(index, ""), true)).isEqualTo(new ParamKey(source, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "header", "header:", "client:x", "Header:x", ":"})
  void keyOfNothing_isRefusedAndToldWhatThereIs(String key) {
    assertThatThrownBy(() -> ParamKey.of(new Param(0, key), true))
        .hasMessageContaining("header:NAME, query:NAME or cookie:NAME")
        .hasMessageContaining("'" + key + "'");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, -5, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void indexBeyondTheArguments_isRefused(int index) {
    assertThatThrownBy(() -> ParamKey.of(new Param(index, ""), true))
        .hasMessageContaining("-4 to 3");
  }

  @Test
  void connection_hasItsClientAlone() {
    assertThat(ParamKey.of(new Param(-1, ""), false).source()).isEqualTo(Source.CLIENT);
    assertThatThrownBy(() -> ParamKey.of(new Param(0, "path"), false))
        .hasMessageContaining("a connection has its client alone");
  }
}
