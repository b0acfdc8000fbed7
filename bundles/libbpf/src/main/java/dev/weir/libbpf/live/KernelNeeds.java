package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.hook.Need;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.Errno;
import dev.weir.libbpf.sys.Natives;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What programs need of this process and this kernel, each found out by trying. */
final class KernelNeeds {

  private static final int LOOPBACK = 1;

  private KernelNeeds() {}

  static List<Need> of(Collection<AttachType> types) {
    String libraries = Natives.missing();
    if (!libraries.isEmpty() || types.isEmpty()) {
      return types.isEmpty() ? List.of() : List.of(new Need("libbpf", libraries));
    }
    Set<AttachType> wanted = EnumSet.copyOf(types);
    List<Need> needs = new ArrayList<>(ProcessCapabilities.ofThisProcess().needs(wanted));
    Map<ProgramProbe, String> probes = new LinkedHashMap<>();
    wanted.forEach(type -> probes.computeIfAbsent(ProgramProbe.of(type), p -> said(p.run())));
    probes.forEach((probe, missing) -> needs.add(new Need("program " + probe.section(), missing)));
    if (wanted.contains(AttachType.TCX_INGRESS) || wanted.contains(AttachType.TCX_EGRESS)) {
      needs.add(new Need("tcx", tcx()));
    }
    if (wanted.stream().anyMatch(AttachType::cgroup)) {
      needs.add(new Need("cgroup2", cgroup()));
    }
    return List.copyOf(needs);
  }

  /** What is not there, as a clause; empty when all is. */
  static String missing(Collection<AttachType> types) {
    return of(types).stream()
        .filter(need -> !need.met())
        .map(need -> need.what() + " (" + need.missing() + ")")
        .collect(Collectors.joining(", "));
  }

  /** Whether the kernel has tcx links; empty, or why not. */
  static String tcx() {
    int rc = Bpf.query(LOOPBACK, Bpf.TCX_INGRESS);
    return rc == -Errno.EINVAL ? "needs Linux " + KernelRelease.TCX + " or later" : said(rc);
  }

  private static String cgroup() {
    try {
      Target.of(AttachType.SOCK_OPS, "/");
      return "";
    } catch (HookException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String said(int rc) {
    return switch (-rc) {
      case 0 -> "";
      case Errno.EPERM -> {
        String lacks = ProcessCapabilities.ofThisProcess().missing();
        yield lacks.isEmpty()
            ? "EPERM: this kernel refuses it to everybody (lockdown or a security module)"
            : "EPERM: this process lacks " + lacks;
      }
      case Errno.EINVAL -> "EINVAL: this kernel does not know it";
      default -> Errno.name(-rc);
    };
  }
}
