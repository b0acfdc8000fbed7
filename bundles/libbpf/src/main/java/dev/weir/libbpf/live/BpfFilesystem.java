package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.sys.Errno;
import dev.weir.libbpf.sys.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file system of pins, /sys/fs/bpf. */
final class BpfFilesystem {

  static final Path MOUNT_POINT = Path.of("/sys/fs/bpf");

  private static final Path MOUNTS = Path.of("/proc/self/mounts");

  private BpfFilesystem() {}

  /** Mounts it when it is not there. */
  static void ensure() throws HookException {
    if (mounted()) {
      return;
    }
    if (Libc.mount("bpf", MOUNT_POINT.toString(), "bpf", 0, null) != 0) {
      int errno = Errno.last();
      throw Refusals.of("mount bpffs at " + MOUNT_POINT, errno);
    }
  }

  static boolean mounted() {
    try {
      return mounted(Files.readString(MOUNTS), MOUNT_POINT);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the last mount at a path is a bpffs. */
  static boolean mounted(String mounts, Path at) {
    return mounts
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(fields -> fields.length > 2 && fields[1].equals(at.toString()))
        .reduce((first, last) -> last)
        .filter(fields -> fields[2].equals("bpf"))
        .isPresent();
  }
}
