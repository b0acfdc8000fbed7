package dev.weir.bench.kernel.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LiveFrameTest {

  private static final LiveFrame FRAME =
      new LiveFrame("02:00:00:00:00:0a", "198.18.0.0", "198.19.7.1", 4_001);

  @Test
  void headerOfIp_addsUpToItsChecksum() throws Exception {
    ByteBuffer frame = ByteBuffer.wrap(FRAME.bytes(7, 1));
    int sum = 0;
    for (int at = 14; at < 34; at += 2) {
      sum += Short.toUnsignedInt(frame.getShort(at));
    }

    assertThat((sum & 0xffff) + (sum >>> 16)).as("RFC 1071").isEqualTo(0xffff);
    assertThat(frame.get(5)).isEqualTo((byte) 0x0a);
    assertThat(Short.toUnsignedInt(frame.getShort(36))).isEqualTo(4_001);
  }

  @Test
  void sources_otherThanAPowerOfTwo_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FRAME.bytes(7, 1_000))
        .withMessageContaining("was 1000");
  }
}
