package dev.weir.xdp.counter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.libbpf.btf.Btf;
import dev.weir.libbpf.btf.ElfObject;
import org.junit.jupiter.api.Test;

class LayoutsTest {

  private final Btf btf =
      Btf.read(ElfObject.read(XdpCounter.object()).section(".BTF").orElseThrow());

  LayoutsTest() throws Exception {}

  @Test
  void portCount_isAsCompiled() throws Exception {
    Btf.Struct struct = btf.struct("port_count");

    assertThat(struct.size()).isEqualTo(Layouts.PORT_COUNT);
    assertThat(struct.offset("packets")).isEqualTo(Layouts.PORT_PACKETS);
    assertThat(struct.offset("bytes")).isEqualTo(Layouts.PORT_BYTES);
    assertThat(struct.offset("connections")).isEqualTo(Layouts.PORT_CONNECTIONS);
    assertThat(struct.offset("resets")).isEqualTo(Layouts.PORT_RESETS);
  }

  @Test
  void sourceSet_isAsCompiled() throws Exception {
    Btf.Struct struct = btf.struct("source_set");

    assertThat(struct.size()).isEqualTo(Layouts.SOURCE_SET);
    assertThat(struct.offset("tag")).isEqualTo(Layouts.SOURCE_TAG);
    assertThat(struct.offset("count")).isEqualTo(Layouts.SOURCE_COUNT);
    assertThat(struct.offset("address")).isEqualTo(Layouts.SOURCE_ADDRESS);
    assertThat(struct.members().get(0).type()).isEqualTo("u64[" + Layouts.SOURCE_WAYS + "]");
  }

  @Test
  void sourceCount_isAsCompiled() throws Exception {
    Btf.Struct struct = btf.struct("source_count");

    assertThat(struct.size()).isEqualTo(Layouts.SOURCE_COUNT_SIZE);
    assertThat(struct.offset("packets")).isEqualTo(Layouts.SOURCE_PACKETS);
    assertThat(struct.offset("bytes")).isEqualTo(Layouts.SOURCE_BYTES);
  }

  @Test
  void shared_isAsCompiled() throws Exception {
    Btf.Struct struct = btf.struct("shared");

    assertThat(struct.size()).isEqualTo(Layouts.SHARED);
    assertThat(struct.offset("seed")).isEqualTo(Layouts.SHARED_SEED);
    assertThat(struct.offset("claimed")).isEqualTo(Layouts.SHARED_CLAIMED);
    assertThat(struct.offset("evictions")).isEqualTo(Layouts.SHARED_EVICTIONS);
    assertThat(struct.offset("unplaced_packets")).isEqualTo(Layouts.SHARED_UNPLACED_PACKETS);
    assertThat(struct.offset("unplaced_bytes")).isEqualTo(Layouts.SHARED_UNPLACED_BYTES);
  }
}
