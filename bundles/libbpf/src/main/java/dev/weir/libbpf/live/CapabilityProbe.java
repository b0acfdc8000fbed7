package dev.weir.libbpf.live;

import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.Capabilities;
import dev.weir.libbpf.sys.Errno;
import dev.weir.libbpf.sys.Libbpf;
import dev.weir.libbpf.sys.Natives;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds out what BPF can do here by trying it: a program of two instructions for each type. */
final class CapabilityProbe {

  private static final String YES = "yes";
  private static final String XDP = "program xdp";
  private static final String TC = "program tc";
  private static final String TCX = "tcx";

  private CapabilityProbe() {}

  static Capabilities probe() {
    String kernel = System.getProperty("os.version", "");
    String missing = Natives.missing();
    if (!missing.isEmpty()) {
      return new Capabilities(false, missing, kernel, "", Map.of());
    }
    Map<String, String> features = features();
    String reason = reason(features, KernelRelease.parse(kernel));
    String libbpf = Libbpf.libbpf_version_string();
    return new Capabilities(reason.isEmpty(), reason, kernel, libbpf, features);
  }

  private static Map<String, String> features() {
    Map<String, String> features = new LinkedHashMap<>();
    for (AttachType type : AttachType.values()) {
      ProgramProbe probe = ProgramProbe.of(type);
      features.computeIfAbsent("program " + probe.section(), name -> word(probe.run()));
    }
    String tcx = KernelNeeds.tcx();
    features.put(TCX, tcx.isEmpty() ? YES : tcx);
    features.put(
        "bpffs", BpfFilesystem.mounted() ? YES : "not mounted; the first attach mounts it");
    return features;
  }

  private static String reason(Map<String, String> features, KernelRelease kernel) {
    String lacks = ProcessCapabilities.ofThisProcess().missing();
    if (!lacks.isEmpty()) {
      return "BPF needs " + lacks + ", which this process lacks: run it as root or grant them";
    }
    if (kernel.compareTo(KernelRelease.TCX) < 0) {
      return "Weir's programs need Linux " + KernelRelease.TCX + " or later, this is " + kernel;
    }
    for (String needed : new String[] {XDP, TC, TCX}) {
      String seen = features.getOrDefault(needed, "not probed");
      if (!seen.equals(YES)) {
        return "this kernel refuses " + needed + " (" + seen + "): lockdown or a security module";
      }
    }
    return "";
  }

  private static String word(int returned) {
    return returned >= 0 ? YES : Errno.name(-returned);
  }
}
