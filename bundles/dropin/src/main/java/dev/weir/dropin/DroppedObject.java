package dev.weir.dropin;

import dev.weir.hook.HookException;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.libbpf.btf.ElfObject;
import dev.weir.libbpf.btf.MalformedObjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an object says of itself: its programs, each with where its section wants it.
 *
 * @param name of the file without its endings; the hook's
 * @param bytes the ELF file
 * @param programs in the file's order; at least one, all at points of one kind
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared never
record DroppedObject(String name, byte[] bytes, List<Program> programs) {

  /** Largest object, in bytes. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int EM_BPF = 247;
  private static final int MAX_PROGRAMS = 16;

  /** Section names of libbpf, and where programs of them are attached. */
  private static final Map<String, AttachType> SECTIONS =
      Map.ofEntries(
          Map.entry("xdp", AttachType.XDP_AUTO),
          Map.entry("tc", AttachType.TCX_INGRESS),
          Map.entry("classifier", AttachType.TCX_INGRESS),
          Map.entry("sockops", AttachType.SOCK_OPS),
          Map.entry("cgroup/connect4", AttachType.CONNECT4),
          Map.entry("cgroup/connect6", AttachType.CONNECT6),
          Map.entry("cgroup/sock_release", AttachType.SOCK_RELEASE),
          Map.entry("sk_lookup", AttachType.SK_LOOKUP));

  /** Before the name of a tracepoint. */
  private static final String TRACEPOINT = "tp_btf/";

  /**
   * A program.
   *
   * @param function its name
   * @param type where it sits
   */
  record Program(String function, AttachType type) {}

  /**
   * Reads an object.
   *
   * @throws HookException when it cannot be a hook; the message says why
   */
  static DroppedObject read(String name, byte[] bytes) throws HookException {
    try {
      ElfObject elf = ElfObject.read(bytes);
      if (elf.machine() != EM_BPF) {
        throw new HookException(
            name
                + " is compiled for machine "
                + elf.machine()
                + ", not for BPF ("
                + EM_BPF
                + "): compile it with clang -target bpf");
      }
      List<Program> programs = new ArrayList<>();
      for (ElfObject.Function function : elf.functions()) {
        programs.add(program(name, function));
      }
      check(name, programs);
      return new DroppedObject(name, bytes, List.copyOf(programs));
    } catch (MalformedObjectException e) {
      throw new HookException(name + " is no usable BPF object: " + e.getMessage(), e);
    }
  }

  /** Where its first program is attached unless somebody says otherwise. */
  String point(String device) {
    AttachType type = programs.get(0).type();
    return type.device() ? device : "/";
  }

  /** What the kernel is asked for: at {@code eth0}, or at {@code eth0 egress}. */
  AttachSpec at(String point, Map<String, Long> settings) {
    boolean out = point.endsWith(" egress");
    String device = out ? point.substring(0, point.length() - " egress".length()) : point;
    Program first = programs.get(0);
    List<AttachSpec.Further> further = new ArrayList<>();
    for (Program more : programs.subList(1, programs.size())) {
      further.add(new AttachSpec.Further(more.function(), way(more.type(), out)));
    }
    return new AttachSpec(
        name, object(settings), first.function(), way(first.type(), out), device, further);
  }

  /** How it is loaded. */
  ObjectSpec object(Map<String, Long> settings) {
    return new ObjectSpec(name, bytes, settings, Map.of(), List.of());
  }

  private static AttachType way(AttachType type, boolean out) {
    return out && type == AttachType.TCX_INGRESS ? AttachType.TCX_EGRESS : type;
  }

  private static Program program(String name, ElfObject.Function function) throws HookException {
    AttachType type =
        function.section().startsWith(TRACEPOINT)
            ? AttachType.TRACEPOINT
            : SECTIONS.get(function.section());
    if (type == null) {
      throw new HookException(
          name
              + ": program "
              + function.name()
              + " is in section \""
              + function.section()
              + "\", and only these can be attached: "
              + String.join(", ", SECTIONS.keySet().stream().sorted().toList())
              + ", "
              + TRACEPOINT
              + "NAME");
    }
    return new Program(function.name(), type);
  }

  private static void check(String name, List<Program> programs) throws HookException {
    if (programs.isEmpty() || programs.size() > MAX_PROGRAMS) {
      throw new HookException(
          name
              + " has "
              + programs.size()
              + " programs, 1 to "
              + MAX_PROGRAMS
              + " are wanted:"
              + " a program is a global function with SEC(\"xdp\"), SEC(\"tc\") …");
    }
    boolean device = programs.get(0).type().device();
    for (Program program : programs) {
      if (program.type().device() != device) {
        throw new HookException(
            name
                + ": "
                + programs.get(0).function()
                + " and "
                + program.function()
                + " sit at points of different kinds: make two objects of them");
      }
    }
  }
}
