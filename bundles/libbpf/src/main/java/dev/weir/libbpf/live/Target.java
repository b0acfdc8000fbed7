package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a link leads: an interface, a control group, the network namespace of this process, or a
 * tracepoint.
 *
 * @param name for messages: {@code eth0}, {@code control group /}
 * @param number by which the kernel shows it in a link: an interface's index, the lower half of a
 *     control group's or namespace's inode; 0 when it does not exist
 * @param path of what has to be opened to attach there; empty for an interface
 */
record Target(String name, int number, String path) {

  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final String NAMESPACE = "/proc/self/ns/net";

  private static final String TRACEPOINTS = "the kernel's tracepoint";

  /** What a type of program is attached to at a point. */
  static Target of(AttachType type, String point) throws HookException {
    if (type.device()) {
      return new Target(point, Libc.if_nametoindex(point), "");
    }
    if (type == AttachType.TRACEPOINT) {
      return new Target(TRACEPOINTS, Bpf.KERNEL, "");
    }
    if (type == AttachType.SK_LOOKUP) {
      return new Target("this network namespace", inode(Path.of(NAMESPACE)), NAMESPACE);
    }
    Path root = cgroupRoot();
    Path group = root.resolve(point.startsWith("/") ? point.substring(1) : point).normalize();
    if (!group.startsWith(root)) {
      throw new HookException("control group " + point + " is outside " + root);
    }
    return new Target("control group " + point, inode(group), group.toString());
  }

  boolean exists() {
    return number != 0;
  }

  /**
   * A descriptor to attach with: owned by the caller; of an interface its index, owned by nobody.
   */
  int open() throws HookException {
    if (path.isEmpty()) {
      return number;
    }
    return Refusals.check("open " + path, Bpf.open(path));
  }

  /** Ends what {@link #open} gave. */
  void close(int descriptor) {
    if (!path.isEmpty()) {
      Libc.close(descriptor);
    }
  }

  private static int inode(Path path) {
    try {
      return ((Number) Files.getAttribute(path, "unix:ino")).intValue();
    } catch (IOException e) {
      // It does not exist.
      return 0;
    }
  }

  private static Path cgroupRoot() throws HookException {
    try {
      List<String> mounts = Files.readAllLines(MOUNTS);
      for (String mount : mounts) {
        String[] fields = mount.split(" ", 4);
        if (fields.length == 4 && fields[2].equals("cgroup2")) {
          return Path.of(fields[1]);
        }
      }
    } catch (IOException e) {
      throw new HookException("cannot read " + MOUNTS + ": " + e.getMessage(), e);
    }
    throw new HookException(
        "no cgroup2 is mounted: mount it (mount -t cgroup2 none /sys/fs/cgroup/unified)");
  }
}
