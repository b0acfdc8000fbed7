package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.Errno;
import dev.weir.libbpf.sys.KernelError;
import dev.weir.libbpf.sys.Libbpf;
import dev.weir.libbpf.sys.Libc;
import dev.weir.libbpf.sys.LinkInfo;
import dev.weir.libbpf.sys.ProgramInfo;
import org.jspecify.annotations.Nullable;

/**
 * A link of a program to where it sits. Owns its descriptor until closed; a pin keeps the link
 * alive beyond that.
 */
final class ProgramLink implements AutoCloseable {

  private final int fd;
  private boolean closed;

  private ProgramLink(int fd) {
    this.fd = fd;
  }

  /** Takes a descriptor over. */
  static ProgramLink of(int fd) {
    return new ProgramLink(fd);
  }

  /** Attaches a program. */
  static ProgramLink create(int program, AttachType type, Target target) throws HookException {
    String name = target.name();
    int device = target.number();
    return new ProgramLink(
        switch (type) {
          case XDP_NATIVE -> xdp(program, name, device, Bpf.XDP_NATIVE);
          case XDP_GENERIC -> xdp(program, name, device, Bpf.XDP_GENERIC);
          case XDP_AUTO -> xdpAuto(program, name, device);
          case TCX_INGRESS -> plain(program, target, Bpf.TCX_INGRESS);
          case TCX_EGRESS -> plain(program, target, Bpf.TCX_EGRESS);
          case SOCK_OPS -> plain(program, target, Bpf.SOCK_OPS);
          case CONNECT4 -> plain(program, target, Bpf.CONNECT4);
          case CONNECT6 -> plain(program, target, Bpf.CONNECT6);
          case SOCK_RELEASE -> plain(program, target, Bpf.SOCK_RELEASE);
          case SK_LOOKUP -> plain(program, target, Bpf.SK_LOOKUP);
          case TRACEPOINT -> tracepoint(program, name);
        });
  }

  /** Attaches a program of tcx before or after another. */
  static ProgramLink createBeside(int program, AttachType type, Target target, Bpf.Beside beside)
      throws HookException {
    int number = type == AttachType.TCX_INGRESS ? Bpf.TCX_INGRESS : Bpf.TCX_EGRESS;
    return new ProgramLink(
        Refusals.check(
            "attach to " + target.name() + " beside another",
            Bpf.linkCreateBeside(program, target.number(), number, beside)));
  }

  int fd() {
    return fd;
  }

  /** This, if it still leads to the target; else it is closed. */
  @Nullable ProgramLink leadingTo(Target target) throws HookException {
    try {
      if (info().device() == target.number()) {
        return this;
      }
    } catch (KernelError e) {
      close();
      throw Refusals.of(e);
    }
    close();
    return null;
  }

  /** A descriptor of the program that it runs, owned by the caller, or −1. */
  int running() throws HookException {
    try {
      return Math.max(-1, Libbpf.bpf_prog_get_fd_by_id(info().program()));
    } catch (KernelError e) {
      throw Refusals.of(e);
    }
  }

  LinkInfo info() throws KernelError {
    return Bpf.linkInfo(fd);
  }

  /**
   * Puts another program in place, between two packets.
   *
   * @return false when the link leads nowhere any more, or is of a kind that keeps its program
   */
  boolean update(int program) throws HookException {
    int rc = Libbpf.bpf_link_update(fd, program, null);
    if (rc == -Errno.ENOLINK || (rc == -Errno.EINVAL && keepsItsProgram())) {
      return false;
    }
    Refusals.check("put the new program on the link", rc);
    return true;
  }

  /** The kernel knows no update of links to tracepoints. */
  private boolean keepsItsProgram() throws HookException {
    try {
      return info().device() == Bpf.KERNEL;
    } catch (KernelError e) {
      throw Refusals.of(e);
    }
  }

  /** Takes the program off, whoever else holds the link. */
  void detach() {
    Libbpf.bpf_link_detach(fd);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Libc.close(fd);
    }
  }

  /** Refuses when a program that is not Weir's sits at the interface. */
  static void checkFree(String name, int device) throws HookException {
    int id = Bpf.xdpProgram(device).orElse(0);
    if (id != 0) {
      throw new HookException(
          "another XDP program is attached to "
              + name
              + ": "
              + nameOf(id)
              + " (id "
              + id
              + "); detach it, or choose another interface");
    }
  }

  private static String nameOf(int id) {
    int program = Libbpf.bpf_prog_get_fd_by_id(id);
    if (program < 0) {
      return "of unknown name";
    }
    try {
      ProgramInfo info = Bpf.programInfo(program);
      return info.name().isEmpty() ? "without a name" : info.name();
    } catch (KernelError e) {
      return "of unknown name";
    } finally {
      Libc.close(program);
    }
  }

  private static int xdpAuto(int program, String name, int device) throws HookException {
    int fd = Bpf.linkCreate(program, device, Bpf.XDP, Bpf.XDP_NATIVE);
    if (fd >= 0) {
      return fd;
    }
    return switch (-fd) {
      case Errno.EBUSY, Errno.EPERM, Errno.ENODEV -> throw refused("native XDP", name, device, -fd);
      default -> xdp(program, name, device, Bpf.XDP_GENERIC);
    };
  }

  private static int xdp(int program, String name, int device, int mode) throws HookException {
    int fd = Bpf.linkCreate(program, device, Bpf.XDP, mode);
    if (fd < 0) {
      throw refused(mode == Bpf.XDP_NATIVE ? "native XDP" : "generic XDP", name, device, -fd);
    }
    return fd;
  }

  private static int plain(int program, Target target, int type) throws HookException {
    int at = target.open();
    try {
      return Refusals.check("attach to " + target.name(), Bpf.linkCreate(program, at, type, 0));
    } finally {
      target.close(at);
    }
  }

  private static int tracepoint(int program, String name) throws HookException {
    return Refusals.check("attach to " + name, Bpf.linkCreate(program, 0, Bpf.TRACEPOINT, 0));
  }

  private static HookException refused(String what, String name, int device, int errno) {
    if (errno == Errno.EBUSY) {
      try {
        checkFree(name, device);
      } catch (HookException foreign) {
        return foreign;
      }
    }
    return Refusals.of("attach to " + name + " by " + what, errno);
  }
}
