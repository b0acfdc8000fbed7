package dev.weir.libbpf.live;

import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.Errno;
import dev.weir.libbpf.sys.Libbpf;
import dev.weir.libbpf.sys.Libc;

/**
 * A type of program that Weir's hooks have, tried with two instructions: {@code r0 = 1; exit}.
 *
 * @param section what libbpf calls it
 * @param type enum bpf_prog_type
 * @param attachType enum bpf_attach_type; 0 where the type alone is enough
 */
record ProgramProbe(String section, int type, int attachType) {

  private static final int SCHED_CLS = 3;
  private static final int XDP = 6;
  private static final int CGROUP_SOCK = 9;
  private static final int SOCK_OPS = 13;
  private static final int CGROUP_SOCK_ADDR = 18;
  private static final int TRACING = 26;
  private static final int SK_LOOKUP = 30;

  /** A tracepoint that every kernel with networking has. */
  private static final String TRACEPOINT = "netif_receive_skb";

  static ProgramProbe of(AttachType type) {
    return switch (type) {
      case XDP_AUTO, XDP_NATIVE, XDP_GENERIC -> new ProgramProbe("xdp", XDP, 0);
      case TCX_INGRESS, TCX_EGRESS -> new ProgramProbe("tc", SCHED_CLS, 0);
      case SOCK_OPS -> new ProgramProbe("sockops", SOCK_OPS, 0);
      case CONNECT4 -> new ProgramProbe("cgroup/connect4", CGROUP_SOCK_ADDR, Bpf.CONNECT4);
      case CONNECT6 -> new ProgramProbe("cgroup/connect6", CGROUP_SOCK_ADDR, Bpf.CONNECT6);
      case SOCK_RELEASE -> new ProgramProbe("cgroup/sock_release", CGROUP_SOCK, Bpf.SOCK_RELEASE);
      case SK_LOOKUP -> new ProgramProbe("sk_lookup", SK_LOOKUP, Bpf.SK_LOOKUP);
      case TRACEPOINT -> new ProgramProbe("tp_btf", TRACING, Bpf.TRACEPOINT);
    };
  }

  /** Loads it and lets go of it: 0, or −errno. */
  int run() {
    int target = 0;
    if (type == TRACING) {
      target = Libbpf.libbpf_find_vmlinux_btf_id(TRACEPOINT, attachType);
      if (target < 0) {
        return target == -1 ? -Errno.ENOENT : target;
      }
    }
    int fd = Bpf.probe(type, attachType, target);
    if (fd >= 0) {
      Libc.close(fd);
    }
    return Math.min(fd, 0);
  }
}
