package dev.weir.wasm.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.limits.shard.ResourceHash;
import dev.weir.wasm.sdk.abi.ArrayMemory;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The daemon divides rules by the hash that the filter finds in a request's bytes. */
final class ResourceHashTest {

  private static final char[] ALPHABET = {
    'a', '/', ':', '\u00e9', '\u20ac', '\ud83d', '\ude00', '\uffff', 0
  };

  @Test
  void anyText_hashesAsItsUtf8InMemory() {
    Random random = new Random(5);
    ArrayMemory memory = new ArrayMemory(1 << 10);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
      }
      Slice bytes = new Slice(8, Utf8.write(memory, 8, text.toString()));
      assertThat(ResourceHash.of(text.toString()))
          .as("text %d of seed 5", i)
          .isEqualTo(LimitTable.hash(memory, bytes));
    }
  }

  @Test
  void manyNames_spreadOverAllShards() {
    int[] names = new int[ResourceHash.SHARDS];
    for (int i = 0; i < 10_000; i++) {
      names[ResourceHash.shard("GET:/api/v1/orders/" + i)]++;
    }
    assertThat(Arrays.stream(names).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(1, 200));
  }
}
