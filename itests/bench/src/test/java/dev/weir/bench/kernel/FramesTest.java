package dev.weir.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FramesTest {

  @Test
  void datagram_hasItsPortWhereUdpHasIt() {
    ByteBuffer frame = ByteBuffer.wrap(Frames.udp(9_053));
    assertThat(frame.capacity()).isEqualTo(64);
    assertThat(frame.getShort(12)).isEqualTo((short) 0x0800);
    assertThat(frame.get(14 + 9)).isEqualTo((byte) 17);
    assertThat(frame.getShort(14 + 20 + 2)).isEqualTo((short) 9_053);
  }

  @Test
  void datagramOverIpv6_hasItsPortBehindTheLongerHeader() {
    ByteBuffer frame = ByteBuffer.wrap(Frames.udp6(9_053));
    assertThat(frame.getShort(12)).isEqualTo((short) 0x86dd);
    assertThat(frame.get(14 + 6)).isEqualTo((byte) 17);
    assertThat(frame.getShort(14 + 4)).as("payload").isEqualTo((short) (64 - 14 - 40));
    assertThat(frame.getShort(14 + 40 + 2)).isEqualTo((short) 9_053);
  }

  @Test
  void syn_opensAndDoesNothingElse() {
    ByteBuffer frame = ByteBuffer.wrap(Frames.syn(80));
    assertThat(frame.get(14 + 9)).isEqualTo((byte) 6);
    assertThat(frame.getShort(14 + 20 + 2)).isEqualTo((short) 80);
    assertThat(frame.get(14 + 20 + 12)).isEqualTo((byte) 0x50);
    assertThat(frame.get(14 + 20 + 13)).isEqualTo((byte) 0x02);
  }
}
