package dev.weir.libbpf.sys;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** Whether the native libraries are here; binds them at the first question. */
public final class Natives {

  private static final String MISSING = bind();

  private Natives() {}

  /** Why BPF cannot be reached and what to do, or empty when libbpf is loaded. */
  public static String missing() {
    return MISSING;
  }

  private static String bind() {
    if (!Platform.isLinux() || !Platform.is64Bit()) {
      return "BPF needs 64-bit Linux, this is " + System.getProperty("os.name");
    }
    try {
      Native.register(Libbpf.class, NativeLibrary.getInstance("libbpf.so.1"));
      Native.register(Libc.class, NativeLibrary.getInstance("c"));
      Messages.listen();
      return "";
    } catch (UnsatisfiedLinkError e) {
      return "libbpf.so.1 cannot be loaded ("
          + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given")
          + "): install libbpf 1.1 or later (Debian: apt install libbpf1)";
    }
  }
}
