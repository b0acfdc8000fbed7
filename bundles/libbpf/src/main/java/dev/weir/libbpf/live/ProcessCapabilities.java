package dev.weir.libbpf.live;

import dev.weir.hook.Need;
import dev.weir.libbpf.AttachType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The effective capabilities of a process, as /proc/PID/status has them.
 *
 * @param effective one bit per capability, by its number in linux/capability.h
 */
record ProcessCapabilities(long effective) {

  private static final int NET_ADMIN = 12;
  private static final int SYS_ADMIN = 21;
  private static final int PERFMON = 38;
  private static final int BPF = 39;

  static ProcessCapabilities ofThisProcess() {
    try {
      return parse(Files.readString(Path.of("/proc/self/status")));
    } catch (IOException e) {
      return new ProcessCapabilities(-1);
    }
  }

  /** Reads the line {@code CapEff:}; without it, everything is taken to be there. */
  static ProcessCapabilities parse(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("CapEff:"))
        .map(line -> line.substring("CapEff:".length()).strip())
        .filter(bits -> bits.matches("[0-9a-fA-F]{1,16}"))
        .findFirst()
        .map(bits -> new ProcessCapabilities(Long.parseUnsignedLong(bits, 16)))
        .orElse(new ProcessCapabilities(-1));
  }

  /** What Weir's programs need and is not there; CAP_SYS_ADMIN stands for BPF and PERFMON. */
  String missing() {
    List<String> names = new ArrayList<>();
    if (!has(BPF) && !has(SYS_ADMIN)) {
      names.add("CAP_BPF");
    }
    if (!has(NET_ADMIN)) {
      names.add("CAP_NET_ADMIN");
    }
    if (!has(PERFMON) && !has(SYS_ADMIN)) {
      names.add("CAP_PERFMON");
    }
    return String.join(", ", names);
  }

  /** What programs of these types need of it, each, whatever else it may do as root. */
  List<Need> needs(Collection<AttachType> types) {
    List<Need> needs = new ArrayList<>();
    needs.add(need("CAP_BPF", has(BPF) || has(SYS_ADMIN)));
    if (types.stream().anyMatch(type -> type != AttachType.TRACEPOINT)) {
      needs.add(need("CAP_NET_ADMIN", has(NET_ADMIN)));
    }
    needs.add(need("CAP_PERFMON", has(PERFMON) || has(SYS_ADMIN)));
    return needs;
  }

  private static Need need(String name, boolean there) {
    return new Need(name, there ? "" : "this process lacks it: run it as root or grant it");
  }

  private boolean has(int capability) {
    return (effective >>> capability & 1) == 1;
  }
}
