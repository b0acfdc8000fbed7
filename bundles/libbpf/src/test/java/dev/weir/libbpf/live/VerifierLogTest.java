package dev.weir.libbpf.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerifierLogTest {

  private static final String REFUSED =
      """
      libbpf: prog 'refused': BPF program load failed: Permission denied
      libbpf: prog 'refused': -- BEGIN PROG LOAD LOG --
      0: R1=ctx() R10=fp0
      ; return *(const __u8 *)(long)ctx->data; @ refused.bpf.c:10
      0: (61) r1 = *(u32 *)(r1 +0)          ; R1_w=pkt(r=0)
      1: (71) r0 = *(u8 *)(r1 +0)
      invalid access to packet, off=0 size=1, R1(id=0,off=0,r=0)
      R1 offset is outside of the packet
      processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0
      -- END PROG LOAD LOG --
      libbpf: failed to load object 'refused'
      """;

  @Test
  void summary_ofARefusal_isTheComplaintAndTheLine() {
    assertThat(VerifierLog.present(REFUSED)).isTrue();
    assertThat(VerifierLog.summary(REFUSED))
        .isEqualTo(
            "invalid access to packet, off=0 size=1, R1(id=0,off=0,r=0); R1 offset is outside of"
                + " the packet at: return *(const __u8 *)(long)ctx->data; @ refused.bpf.c:10");
  }

  @Test
  void summary_ofAProgramTooLarge_isTheComplaint() {
    String log =
        """
        -- BEGIN PROG LOAD LOG --
        12: (05) goto pc-1
        from 12 to 12: R0=1
        BPF program is too large. Processed 1000001 insn
        processed 1000001 insns (limit 1000000)
        -- END PROG LOAD LOG --
        """;

    assertThat(VerifierLog.summary(log))
        .isEqualTo("BPF program is too large. Processed 1000001 insn");
  }

  @Test
  void summary_ofACutLog_isNotEmpty() {
    assertThat(VerifierLog.present("")).isFalse();
    assertThat(VerifierLog.summary("-- BEGIN PROG LOAD LOG --")).isEqualTo("no reason given");
  }
}
