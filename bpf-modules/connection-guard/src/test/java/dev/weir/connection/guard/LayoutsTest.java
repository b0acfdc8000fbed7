package dev.weir.connection.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.libbpf.btf.Btf;
import dev.weir.libbpf.btf.ElfObject;
import org.junit.jupiter.api.Test;

class LayoutsTest {

  private final Btf btf =
      Btf.read(ElfObject.read(ConnectionGuard.object()).section(".BTF").orElseThrow());

  LayoutsTest() throws Exception {}

  @Test
  void limit_isAsCompiled() throws Exception {
    Btf.Struct struct = btf.struct("limit");

    assertThat(struct.size()).isEqualTo(Layouts.LIMIT);
    assertThat(struct.offset("most")).isEqualTo(Layouts.LIMIT_MOST);
    assertThat(struct.offset("per_peer")).isEqualTo(Layouts.LIMIT_PER_PEER);
    assertThat(struct.offset("limited")).isEqualTo(Layouts.LIMIT_LIMITED);
    assertThat(struct.offset("peers_limited")).isEqualTo(Layouts.LIMIT_PEERS_LIMITED);
    assertThat(struct.offset("shadow")).isEqualTo(Layouts.LIMIT_SHADOW);
    assertThat(struct.offset("shut")).isEqualTo(Layouts.LIMIT_SHUT);
  }

  @Test
  void placeState_isAsCompiled() throws Exception {
    Btf.Struct struct = btf.struct("place_state");

    assertThat(struct.size()).isEqualTo(Layouts.STATE);
    assertThat(struct.offset("word")).isEqualTo(Layouts.STATE_WORD);
    assertThat(struct.offset("opened")).isEqualTo(Layouts.STATE_OPENED);
    assertThat(struct.offset("closed")).isEqualTo(Layouts.STATE_CLOSED);
    assertThat(struct.offset("refused")).isEqualTo(Layouts.STATE_REFUSED);
  }

  @Test
  void shared_isAsCompiled() throws Exception {
    Btf.Struct struct = btf.struct("shared");

    assertThat(struct.size()).isEqualTo(Layouts.SHARED);
    assertThat(struct.offset("peer_overflow")).isEqualTo(Layouts.SHARED_PEER_OVERFLOW);
    assertThat(struct.offset("late")).isEqualTo(Layouts.SHARED_LATE);
  }
}
