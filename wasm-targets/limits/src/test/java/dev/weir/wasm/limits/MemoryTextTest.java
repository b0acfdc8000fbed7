package dev.weir.wasm.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.call.ParamHash;
import dev.weir.wasm.sdk.abi.ArrayMemory;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of a call and texts of a rule, hashed alike. */
final class MemoryTextTest {

  private static final int ADDRESS = 16;

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "10.0.0.1", "gold member", "é", "Zoë", "\u20ac5", "\ud83d\ude00!"})
  void bytesOfAText_haveItsHash(String text) {
    ArrayMemory memory = new ArrayMemory(64);
    int length = Utf8.write(memory, ADDRESS, text);
    ParamHash hash = new ParamHash(1, 2);
    long ofBytes = hash.ofString(new MemoryText(memory, new Slice(ADDRESS, length)));
    assertThat(ofBytes).isEqualTo(hash.ofString(MemoryText.of(text)));
    assertThat(ofBytes).isNotEqualTo(new ParamHash(2, 1).ofString(MemoryText.of(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\ud83d", "\ude00"})
  void loneSurrogates_areTheReplacementCharacter(String text) {
    assertThat(MemoryText.of(text)).endsWith("\u00ef\u00bf\u00bd");
  }
}
