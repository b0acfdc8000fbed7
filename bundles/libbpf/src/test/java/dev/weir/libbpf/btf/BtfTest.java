package dev.weir.libbpf.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.libbpf.live.Objects;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BtfTest {

  private static final byte[] OBJECT = Objects.read("probe");

  @Test
  void symbol_ofASetting_isWhereItIs() throws Exception {
    assertThat(ElfObject.read(OBJECT).symbol("step"))
        .contains(new ElfObject.Symbol(".rodata", 0, 8));
    assertThat(ElfObject.read(OBJECT).symbol("stride")).isEmpty();
  }

  @Test
  void struct_byName_hasItsMembers() throws Exception {
    Btf.Struct tally = btf(OBJECT).struct("tally");

    assertThat(tally.size()).isEqualTo(16);
    assertThat(tally.members())
        .containsExactly(new Btf.Member("packets", 0, "u64"), new Btf.Member("bytes", 64, "u64"));
    assertThat(tally.offset("bytes")).isEqualTo(8);
    assertThat(tally.offset("frames")).isEqualTo(-1);
  }

  @Test
  void struct_ofNoSuchName_isSaid() throws Exception {
    Btf btf = btf(OBJECT);

    assertThatThrownBy(() -> btf.struct("absent"))
        .isInstanceOf(MalformedObjectException.class)
        .hasMessage("the BTF has no struct absent");
  }

  @Test
  void describe_ofARenamedMember_differs() throws Exception {
    assertThat(btf(OBJECT).struct("tally"))
        .isNotEqualTo(btf(Objects.read("probe2")).struct("tally"));
  }

  @Test
  void describe_ofTypesThatNestForEver_ends() throws Exception {
    // One pointer-free loop: a typedef (kind 8) of itself.
    ByteBuffer loop = header(12, 1);
    loop.putInt(0).putInt(8 << 24).putInt(1).put((byte) 0);

    assertThatThrownBy(() -> Btf.read(loop.flip()).describe(1))
        .isInstanceOf(MalformedObjectException.class)
        .hasMessageContaining("nest deeper");
  }

  @Test
  void read_ofAnUnknownKind_isRefused() {
    ByteBuffer unknown = header(12, 1);
    unknown.putInt(0).putInt(31 << 24).putInt(1).put((byte) 0);

    assertThatThrownBy(() -> Btf.read(unknown.flip()))
        .isInstanceOf(MalformedObjectException.class)
        .hasMessageContaining("unknown kind 31");
  }

  private static ByteBuffer header(int typeBytes, int stringBytes) {
    ByteBuffer btf = ByteBuffer.allocate(24 + typeBytes + stringBytes);
    btf.order(java.nio.ByteOrder.LITTLE_ENDIAN);
    return btf.putShort((short) 0xeb9f)
        .put((byte) 1)
        .put((byte) 0)
        .putInt(24)
        .putInt(0)
        .putInt(typeBytes)
        .putInt(typeBytes)
        .putInt(stringBytes);
  }

  private static Btf btf(byte[] object) throws MalformedObjectException {
    return Btf.read(ElfObject.read(object).section(".BTF").orElseThrow());
  }
}
