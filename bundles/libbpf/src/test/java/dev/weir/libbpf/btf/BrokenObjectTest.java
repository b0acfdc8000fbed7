package dev.weir.libbpf.btf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.libbpf.live.Objects;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, the readers give a result or say that they are malformed. */
class BrokenObjectTest {

  private static final byte[] OBJECT = Objects.read("probe");
  private static final int MUTATIONS = 3000;

  @Test
  void object_cutAnywhere_isReadOrRefused() {
    int refused = 0;
    for (int length = 0; length < OBJECT.length; length++) {
      refused += readable(Arrays.copyOf(OBJECT, length)) ? 0 : 1;
    }

    assertThat(refused).as("the section table is at the end").isGreaterThan(OBJECT.length / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void object_withRandomBytesChanged_isReadOrRefused(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] broken = OBJECT.clone();
      for (int j = 0; j < 1 + random.nextInt(8); j++) {
        broken[random.nextInt(random.nextBoolean() ? 64 : broken.length)] = (byte) random.nextInt();
      }
      readable(broken);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void btf_withRandomBytesChanged_isReadOrRefused(long seed) throws Exception {
    ByteBuffer section = ElfObject.read(OBJECT).section(".BTF").orElseThrow();
    byte[] types = new byte[section.remaining()];
    section.get(types);
    Random random = new Random(seed);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] broken = types.clone();
      for (int j = 0; j < 1 + random.nextInt(8); j++) {
        broken[random.nextInt(random.nextBoolean() ? 24 : broken.length)] = (byte) random.nextInt();
      }
      readableTypes(ByteBuffer.wrap(broken));
    }
  }

  private static boolean readable(byte[] bytes) {
    try {
      Optional<ByteBuffer> types = ElfObject.read(bytes).section(".BTF");
      return types.isPresent() && readableTypes(types.get());
    } catch (MalformedObjectException e) {
      return false;
    }
  }

  private static boolean readableTypes(ByteBuffer types) {
    try {
      Btf btf = Btf.read(types);
      btf.struct("tally");
      for (int id = 0; id < 40; id++) {
        btf.describe(id);
      }
      return true;
    } catch (MalformedObjectException e) {
      return false;
    }
  }
}
