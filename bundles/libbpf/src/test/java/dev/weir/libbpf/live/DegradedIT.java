package dev.weir.libbpf.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.HookException;
import dev.weir.hook.Need;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.testbed.Command;
import dev.weir.testbed.KernelTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where something is missing: asked in a process that lacks it. */
@KernelTest
class DegradedIT {

  @ParameterizedTest
  @CsvSource({
    "'-bpf,-sys_admin', CAP_BPF",
    "'-net_admin', CAP_NET_ADMIN",
    "'-perfmon,-sys_admin', CAP_PERFMON"
  })
  void capabilities_withoutOne_nameIt(String dropped, String missing) {
    String said = run("setpriv", "--bounding-set", dropped);

    assertThat(said)
        .contains(
            "usable: false: BPF needs "
                + missing
                + ", which this process lacks: run it as root or grant them");
  }

  @Test
  void load_withoutCapBpf_saysSoAndNotUlimit() {
    String said = run("setpriv", "--bounding-set", "-bpf,-sys_admin");

    assertThat(said)
        .contains(
            "load: cannot load probe: EPERM: this process lacks CAP_BPF; run it as root or grant"
                + " them")
        .doesNotContain("ulimit");
  }

  @ParameterizedTest
  @CsvSource({
    "'-bpf,-sys_admin', CAP_BPF",
    "'-net_admin', CAP_NET_ADMIN",
    "'-perfmon,-sys_admin', CAP_PERFMON"
  })
  void attach_withoutOne_saysThatTheHookNeedsIt(String dropped, String missing) {
    String said = run("setpriv", "--bounding-set", dropped);

    assertThat(said)
        .contains(
            "attach: probe needs "
                + missing
                + " (this process lacks it: run it as root or grant it)");
  }

  @ParameterizedTest
  @CsvSource({
    "'-bpf,-sys_admin', 'CAP_BPF, program sk_lookup, program tp_btf, program xdp'",
    "'-net_admin', CAP_NET_ADMIN",
    "'-perfmon,-sys_admin', 'CAP_PERFMON, program tp_btf'"
  })
  void needs_withoutOne_namesThatAndTheProgramsItIsFor(String dropped, String unmet) {
    String said = run("setpriv", "--bounding-set", dropped);

    assertThat(said).contains("unmet: " + unmet + "\n");
  }

  @Test
  void capabilities_withoutLibbpf_sayWhatToInstall() {
    String hide =
        "for f in $(ldconfig -p | sed -n 's/.*libbpf.so.1 .*=> //p');"
            + " do mount --bind /dev/null \"$f\"; done; exec \"$@\"";
    String said = run("unshare", "-m", "sh", "-c", hide, "sh");

    assertThat(said)
        .contains("usable: false: libbpf.so.1 cannot be loaded")
        .contains("install libbpf 1.1 or later (Debian: apt install libbpf1)")
        .contains("load: libbpf.so.1 cannot be loaded");
  }

  private static KernelModule unwanted(LoadedObject object) throws HookException {
    throw new HookException("loaded with " + object.maps());
  }

  private static String run(String... prefix) {
    List<String> command = new ArrayList<>(List.of(prefix));
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Question.class.getName());
    return Command.run(command.toArray(String[]::new));
  }

  /** Asks for the capabilities, then tries to load. */
  static final class Question {

    private Question() {}

    public static void main(String[] args) {
      LibbpfKernel kernel = new LibbpfKernel(Path.of("/sys/fs/bpf/wt-degraded"));
      var capabilities = kernel.capabilities();
      System.out.println("usable: " + capabilities.usable() + ": " + capabilities.reason());
      System.out.println("unmet: " + unmet(kernel));
      try {
        kernel.load(ObjectSpec.of("probe", Objects.read("probe"))).close();
        System.out.println("load: done");
      } catch (HookException e) {
        System.out.println("load: " + e.getMessage());
      }
      try {
        AttachSpec spec =
            new AttachSpec(
                "probe",
                ObjectSpec.of("probe", Objects.read("probe")),
                "probe_xdp",
                AttachType.XDP_AUTO,
                "wt-nothing");
        kernel.attach(spec, DegradedIT::unwanted).detach();
        System.out.println("attach: done");
      } catch (HookException e) {
        System.out.println("attach: " + e.getMessage());
      }
    }

    private static String unmet(LibbpfKernel kernel) {
      List<AttachType> types =
          List.of(AttachType.XDP_AUTO, AttachType.SK_LOOKUP, AttachType.TRACEPOINT);
      return kernel.needs(types).stream()
          .filter(need -> !need.met())
          .map(Need::what)
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }
}
