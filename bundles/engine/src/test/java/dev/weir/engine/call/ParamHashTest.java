package dev.weir.engine.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.ParamValue;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ParamHashTest {

  private final ParamHash hash = new ParamHash(0x0123_4567_89ab_cdefL, 42);

  @Test
  void valuesOfDifferentTypes_areDifferent() {
    assertThat(
            Set.of(
                hash.ofLong(1),
                hash.ofString("1"),
                hash.ofDouble(1),
                hash.ofBoolean(true),
                hash.ofString("\u0001"),
                hash.ofString("")))
        .hasSize(6);
  }

  @Test
  void zeroOfBothSigns_isOneValue() {
    assertThat(hash.ofDouble(-0.0)).isEqualTo(hash.ofDouble(0.0));
  }

  @Test
  void valueOfARule_isThatOfACall() {
    assertThat(hash.of(new ParamValue.OfString("a user"))).isEqualTo(hash.ofString("a user"));
    assertThat(hash.of(new ParamValue.OfLong(-7))).isEqualTo(hash.ofLong(-7));
    assertThat(hash.of(new ParamValue.OfBoolean(false))).isEqualTo(hash.ofBoolean(false));
    assertThat(hash.of(new ParamValue.OfDouble(1.5))).isEqualTo(hash.ofDouble(1.5));
  }

  @Test
  void anotherKey_givesOtherHashes() {
    assertThat(new ParamHash(1, 42).ofString("user")).isNotEqualTo(hash.ofString("user"));
  }

  @Test
  void textsThatEndInZeroCharacters_areDifferent() {
    Set<Long> hashes = new HashSet<>();
    for (int length = 0; length <= 20; length++) {
      hashes.add(hash.ofString("\0".repeat(length)));
    }
    assertThat(hashes).hasSize(21);
  }

  @Test
  void aMillionValues_doNotCollideAndFlipHalfTheBits() {
    Random random = new Random(1);
    Set<Long> hashes = new HashSet<>();
    long flipped = 0;
    for (int i = 0; i < 1_000_000; i++) {
      hashes.add(hash.ofLong(i));
      long value = random.nextLong();
      flipped += Long.bitCount(hash.ofLong(value) ^ hash.ofLong(value ^ 1L << i % 64));
    }
    assertThat(hashes).hasSize(1_000_000);
    assertThat(flipped / 1_000_000.0).isBetween(31.9, 32.1);
  }
}
