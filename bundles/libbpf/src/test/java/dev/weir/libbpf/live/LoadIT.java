package dev.weir.libbpf.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.HookException;
import dev.weir.hook.Need;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.BpfMap;
import dev.weir.libbpf.Capabilities;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.MappedMemory;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.libbpf.TestRun;
import dev.weir.libbpf.VerifierRefusal;
import dev.weir.testbed.Frame;
import dev.weir.testbed.KernelTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@KernelTest
class LoadIT {

  private static final byte[] FRAME =
      Frame.ethernet4().ipv4("198.18.0.2", 17).udp(53).payload(18).bytes();

  private final LibbpfKernel kernel = new LibbpfKernel(Path.of("/sys/fs/bpf/wt-load"));

  @Test
  void capabilities_asRoot_areUsable() {
    Capabilities seen = kernel.capabilities();

    assertThat(seen.reason()).isEmpty();
    assertThat(seen.usable()).isTrue();
    assertThat(seen.has("program xdp")).isTrue();
    assertThat(seen.has("tcx")).isTrue();
    assertThat(seen.libbpf()).startsWith("v1.");
  }

  @ParameterizedTest
  @EnumSource(AttachType.class)
  void needs_asRoot_areMet(AttachType type) {
    List<Need> needs = kernel.needs(List.of(type));

    assertThat(needs).extracting(Need::what).contains("CAP_BPF", "CAP_PERFMON");
    assertThat(needs).extracting(Need::what).anyMatch(what -> what.startsWith("program "));
    assertThat(needs).allMatch(Need::met);
  }

  @Test
  void testRun_withASetting_countsByIt() throws HookException {
    ObjectSpec spec =
        new ObjectSpec("probe", Objects.read("probe"), Map.of("step", 5L), Map.of(), List.of());
    try (LoadedObject object = kernel.load(spec)) {
      TestRun run = object.testRun("probe_xdp", FRAME, 3);

      assertThat(run.verdict()).isEqualTo(2);
      assertThat(run.packet()).isEqualTo(FRAME);
      MappedMemory tallies = object.map("tallies").mmap();
      assertThat(tallies.getLong(0)).isEqualTo(15);
      assertThat(tallies.getLong(8)).isEqualTo(3L * FRAME.length);
    }
  }

  @Test
  void forEach_onAPerCpuMap_seesEveryEntryOfEveryCpu() throws HookException {
    try (LoadedObject object = kernel.load(ObjectSpec.of("probe", Objects.read("probe")))) {
      for (int length = 14; length < 514; length++) {
        object.testRun("probe_xdp", new byte[length], length % 3 + 1);
      }
      BpfMap lengths = object.map("lengths");
      Map<Integer, Long> seen = new HashMap<>();
      lengths.forEach((key, value) -> seen.put(key.getInt(0), sum(value)));

      assertThat(lengths.valueBytes()).isEqualTo(8 * kernel.possibleCpus());
      assertThat(seen).hasSize(500);
      seen.forEach((length, count) -> assertThat(count).isEqualTo(length % 3 + 1));
    }
  }

  @Test
  void updateLookupDelete_onAHash_doWhatTheySay() throws HookException {
    try (LoadedObject object = kernel.load(ObjectSpec.of("probe", Objects.read("probe")))) {
      BpfMap lengths = object.map("lengths");
      byte[] value = new byte[lengths.valueBytes()];
      value[0] = 7;
      lengths.update(Objects.u32(1), value);
      byte[] read = new byte[lengths.valueBytes()];

      assertThat(lengths.lookup(Objects.u32(1), read)).isTrue();
      assertThat(read).isEqualTo(value);
      assertThat(lengths.delete(Objects.u32(1))).isTrue();
      assertThat(lengths.delete(Objects.u32(1))).isFalse();
      assertThat(lengths.lookup(Objects.u32(1), read)).isFalse();
    }
  }

  @Test
  void load_withAnotherSize_hasIt() throws HookException {
    ObjectSpec spec =
        new ObjectSpec("probe", Objects.read("probe"), Map.of(), Map.of("tallies", 64), List.of());
    try (LoadedObject object = kernel.load(spec)) {
      assertThat(object.map("tallies").layout().entries()).isEqualTo(64);
      assertThat(object.map("tallies").mmap().size()).isEqualTo(64 * 16);
    }
  }

  @Test
  void load_ofAProgramThatReadsTooFar_namesTheLine() {
    assertThatThrownBy(() -> kernel.load(ObjectSpec.of("refused", Objects.read("refused"))))
        .isInstanceOf(HookException.class)
        .hasMessageContaining("the kernel's verifier refuses refused")
        .hasMessageContaining("invalid access to packet")
        .hasMessageContaining("return *(const __u8 *)(long)ctx->data;")
        .cause()
        .isInstanceOfSatisfying(
            VerifierRefusal.class,
            refusal -> assertThat(refusal.log()).contains("processed").contains("BEGIN PROG LOAD"));
    assertThatThrownBy(() -> kernel.load(ObjectSpec.of("refused", Objects.read("refused"))))
        .isInstanceOfSatisfying(
            HookException.class, e -> assertThat(e.log()).contains("BEGIN PROG LOAD"));
  }

  @Test
  void load_withAnUnknownSetting_saysWhich() {
    ObjectSpec spec =
        new ObjectSpec("probe", Objects.read("probe"), Map.of("stride", 1L), Map.of(), List.of());

    assertThatThrownBy(() -> kernel.load(spec)).hasMessage("object probe has no setting stride");
  }

  @Test
  void load_ofGarbage_isRefused() {
    assertThatThrownBy(() -> kernel.load(ObjectSpec.of("garbage", new byte[4096])))
        .isInstanceOf(HookException.class)
        .hasMessage("object garbage is unusable: not a 64-bit ELF file");
  }

  @Test
  void memory_afterClose_failsAndDoesNotCrash() throws HookException {
    LoadedObject object = kernel.load(ObjectSpec.of("probe", Objects.read("probe")));
    MappedMemory tallies = object.map("tallies").mmap();
    BpfMap lengths = object.map("lengths");
    object.close();
    object.close();

    assertThatThrownBy(() -> tallies.getLong(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> lengths.delete(Objects.u32(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> object.testRun("probe_xdp", FRAME, 1))
        .isInstanceOf(IllegalStateException.class);
  }

  private static long sum(ByteBuffer value) {
    long sum = 0;
    for (int at = 0; at < value.limit(); at += 8) {
      sum += value.order(ByteOrder.nativeOrder()).getLong(at);
    }
    return sum;
  }
}
