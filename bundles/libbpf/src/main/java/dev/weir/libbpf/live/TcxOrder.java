package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.KernelError;
import dev.weir.libbpf.sys.Libbpf;
import dev.weir.libbpf.sys.Libc;
import dev.weir.libbpf.sys.ProgramInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a hook's tcx links are made among those of Weir's other hooks at the interface: before the
 * first of a higher priority, else after the last that is Weir's, else at the end. Programs of
 * others stay where they are.
 */
final class TcxOrder {

  private final AttachSpec spec;
  private final PinDirectory pins;

  /**
   * Another hook's link at the same place.
   *
   * @param position among all programs there
   */
  private record Neighbour(ProgramLink link, int priority, int position) {}

  TcxOrder(AttachSpec spec, PinDirectory pins) {
    this.spec = spec;
    this.pins = pins;
  }

  /** Whether the hook was pinned with another priority than it has now. */
  boolean moves() {
    return pins.priority().isPresent() && pins.priority().getAsInt() != spec.priority();
  }

  /** Makes a link at its place. */
  ProgramLink create(int program, AttachType type, Target target) throws HookException {
    if (type != AttachType.TCX_INGRESS && type != AttachType.TCX_EGRESS) {
      return ProgramLink.create(program, type, target);
    }
    List<Neighbour> neighbours = neighbours(type, target);
    try {
      Bpf.Beside beside = beside(neighbours);
      return beside == null
          ? ProgramLink.create(program, type, target)
          : ProgramLink.createBeside(program, type, target, beside);
    } finally {
      neighbours.forEach(neighbour -> neighbour.link.close());
    }
  }

  /** Names of the programs there, in order, that of a link between dashes. */
  static String names(AttachType type, Target target, ProgramLink own) {
    if (type != AttachType.TCX_INGRESS && type != AttachType.TCX_EGRESS) {
      return "";
    }
    int[] ids = Bpf.programs(target.number(), number(type));
    List<String> names = new ArrayList<>();
    try {
      int running = own.info().program();
      for (int id : ids) {
        names.add(id == running ? "-" + name(id) + "-" : name(id));
      }
    } catch (KernelError e) {
      return "";
    }
    return names.size() < 2 ? "" : String.join(", ", names);
  }

  private Bpf.@Nullable Beside beside(List<Neighbour> neighbours) {
    Neighbour next = null;
    Neighbour last = null;
    for (Neighbour neighbour : neighbours) {
      if (neighbour.priority > spec.priority()
          && (next == null || neighbour.position < next.position)) {
        next = neighbour;
      }
      if (last == null || neighbour.position > last.position) {
        last = neighbour;
      }
    }
    if (next != null) {
      return new Bpf.Beside(next.link.fd(), true);
    }
    return last == null ? null : new Bpf.Beside(last.link.fd(), false);
  }

  private List<Neighbour> neighbours(AttachType type, Target target) throws HookException {
    int[] ids = Bpf.programs(target.number(), number(type));
    List<Neighbour> found = new ArrayList<>();
    for (PinDirectory other : pins.besides()) {
      for (Path pin : PinDirectory.links(other.directory())) {
        int fd = PinDirectory.open(pin);
        ProgramLink link = fd < 0 ? null : ProgramLink.of(fd).leadingTo(target);
        int position = link == null ? -1 : position(ids, link);
        if (link != null && position >= 0) {
          int priority = other.priority().orElse(AttachSpec.DEFAULT_PRIORITY);
          found.add(new Neighbour(link, priority, position));
        } else if (link != null) {
          link.close();
        }
      }
    }
    return found;
  }

  private static int position(int[] ids, ProgramLink link) throws HookException {
    try {
      int program = link.info().program();
      for (int i = 0; i < ids.length; i++) {
        if (ids[i] == program) {
          return i;
        }
      }
      return -1;
    } catch (KernelError e) {
      throw Refusals.of(e);
    }
  }

  private static int number(AttachType type) {
    return type == AttachType.TCX_INGRESS ? Bpf.TCX_INGRESS : Bpf.TCX_EGRESS;
  }

  private static String name(int id) throws KernelError {
    int program = Libbpf.bpf_prog_get_fd_by_id(id);
    if (program < 0) {
      return "program " + id;
    }
    try {
      ProgramInfo info = Bpf.programInfo(program);
      return info.name().isEmpty() ? "program " + id : info.name();
    } finally {
      Libc.close(program);
    }
  }
}
