package dev.weir.tcp.rtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.libbpf.btf.Btf;
import dev.weir.libbpf.btf.ElfObject;
import org.junit.jupiter.api.Test;

class LayoutsTest {

  private final Btf btf = Btf.read(ElfObject.read(TcpRtt.object()).section(".BTF").orElseThrow());

  LayoutsTest() throws Exception {}

  @Test
  void placeSums_areAsCompiled() throws Exception {
    Btf.Struct struct = btf.struct("place_sums");

    assertThat(struct.size()).isEqualTo(Layouts.SUMS);
    assertThat(struct.offset("rtt")).isEqualTo(Layouts.SUMS_RTT);
    assertThat(struct.offset("samples")).isEqualTo(Layouts.SUMS_SAMPLES);
    assertThat(struct.offset("segments")).isEqualTo(Layouts.SUMS_SEGMENTS);
    assertThat(struct.offset("retransmits")).isEqualTo(Layouts.SUMS_RETRANSMITS);
  }

  @Test
  void shared_isAsCompiled() throws Exception {
    Btf.Struct struct = btf.struct("shared");

    assertThat(struct.size()).isEqualTo(Layouts.SHARED);
    assertThat(struct.offset("followed")).isEqualTo(Layouts.SHARED_FOLLOWED);
    assertThat(struct.offset("ended")).isEqualTo(Layouts.SHARED_ENDED);
    assertThat(struct.offset("unfollowed")).isEqualTo(Layouts.SHARED_UNFOLLOWED);
  }
}
