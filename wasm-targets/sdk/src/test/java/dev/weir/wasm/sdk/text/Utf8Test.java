package dev.weir.wasm.sdk.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.sdk.abi.ArrayMemory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class Utf8Test {

  private final ArrayMemory memory = new ArrayMemory(1024);

  private byte[] written(String text) {
    byte[] bytes = new byte[Utf8.write(memory, 8, text)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = memory.load8(8 + i);
    }
    return bytes;
  }

  private @Nullable String read(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      memory.store8(8 + i, bytes[i]);
    }
    return Utf8.read(memory, 8, bytes.length);
  }

  private static @Nullable String decodedByTheJvm(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  @Test
  void everyCodePoint_isWrittenAsTheJvmDoesAndReadBack() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point == Character.MIN_SURROGATE) {
        point = Character.MAX_SURROGATE + 1;
      }
      String text = Character.toString(point);
      byte[] bytes = written(text);
      assertThat(bytes).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
      assertThat(Utf8.length(text)).isEqualTo(bytes.length);
      assertThat(read(bytes)).isEqualTo(text);
    }
  }

  @Test
  void loneSurrogates_becomeTheReplacementCharacter() {
    String text = "a\ud800b\udc00\ud83d\ude00\ud83d";
    assertThat(written(text))
        .isEqualTo("a\ufffdb\ufffd\ud83d\ude00\ufffd".getBytes(StandardCharsets.UTF_8));
    assertThat(Utf8.length(text)).isEqualTo(written(text).length);
  }

  @Test
  void twoBytes_areAcceptedAsByTheJvm() {
    for (int i = 0; i < 65_536; i++) {
      byte[] bytes = {(byte) (i >> 8), (byte) i};
      assertThat(read(bytes)).as("%04x", i).isEqualTo(decodedByTheJvm(bytes));
    }
  }

  @Test
  void randomLongSequences_areAcceptedAsByTheJvm() {
    Random random = new Random(9);
    int[] leads = {0x41, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff};
    int[] rest = {0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0x41};
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(5)];
      bytes[0] = (byte) leads[random.nextInt(leads.length)];
      for (int j = 1; j < bytes.length; j++) {
        bytes[j] = (byte) rest[random.nextInt(rest.length)];
      }
      assertThat(read(bytes)).isEqualTo(decodedByTheJvm(bytes));
    }
  }
}
