package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.VerifierRefusal;
import dev.weir.libbpf.sys.Errno;
import dev.weir.libbpf.sys.KernelError;

/** The kernel's error numbers in words: what was asked, why it was refused, what to do. */
final class Refusals {

  private Refusals() {}

  /** A refused system call. */
  static HookException of(KernelError error) {
    return new HookException(error.getMessage() + remedy(error.errno()), error);
  }

  /** A refused system call. */
  static HookException of(String operation, int errno) {
    return of(new KernelError(operation, errno));
  }

  /** The result of a call that reports errors as −errno, when it is none. */
  static int check(String operation, int returned) throws HookException {
    if (returned < 0) {
      throw of(operation, -returned);
    }
    return returned;
  }

  /** An object that could not be loaded, by what libbpf printed. */
  static HookException load(String object, int errno, String messages) {
    if (VerifierLog.present(messages) && errno != Errno.EPERM) {
      String summary = VerifierLog.summary(messages);
      return new HookException(
          "the kernel's verifier refuses " + object + ": " + summary,
          new VerifierRefusal(summary, messages),
          messages);
    }
    String said =
        messages.lines().filter(line -> !line.contains("ulimit")).findFirst().orElse("").strip();
    return new HookException(
        "cannot load "
            + object
            + ": "
            + Errno.name(errno)
            + remedy(errno)
            + (said.isEmpty() ? "" : " (" + said + ")"),
        new VerifierRefusal(Errno.name(errno), messages),
        messages);
  }

  /** What to do about it; libbpf's own advice to raise ulimit -l is wrong since Linux 5.11. */
  private static String remedy(int errno) {
    return switch (errno) {
      case Errno.EPERM -> {
        String missing = ProcessCapabilities.ofThisProcess().missing();
        yield missing.isEmpty()
            ? ": this kernel refuses it to everybody (lockdown or a security module)"
            : ": this process lacks " + missing + "; run it as root or grant them";
      }
      case Errno.ENOSPC -> ": the map is full";
      case Errno.ENODEV -> ": the interface is gone";
      default -> "";
    };
  }
}
