package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.context.RootContext;
import dev.weir.wasm.sdk.type.LogLevel;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** What every module exports: the ABI's version, the allocator, and configuration. */
public final class Vm {

  /** A filter that fails at every request must not fill the disk with it. */
  private static final int MAX_REPORTS = 16;

  private static @Nullable Host host;
  private static @Nullable RootContext root;
  private static int reports;

  private Vm() {}

  /** Names the host and the plugin; the first thing that a filter's main method does. */
  public static void run(Host newHost, RootContext newRoot) {
    host = newHost;
    root = newRoot;
  }

  /** Says which ABI the module speaks; never called. */
  @Export(name = "proxy_abi_version_0_2_1")
  public static void abiVersion() {}

  /** Room for bytes that the host is about to return; 0 when there is none. */
  @Export(name = "proxy_on_memory_allocate")
  public static int onMemoryAllocate(int size) {
    Host current = host;
    return current == null ? 0 : current.buffers().allocate(size);
  }

  /** A configuration came; 0 refuses it. */
  @Export(name = "proxy_on_configure")
  public static int onConfigure(int context, int size) {
    RootContext current = root;
    if (current == null) {
      return 0;
    }
    enter();
    try {
      return current.onConfigure(size) ? 1 : 0;
    } catch (RuntimeException e) {
      report("on_configure", e);
      return 0;
    }
  }

  /** A callback begins: what the host returned during the one before is taken back. */
  static void enter() {
    Host current = host;
    if (current != null) {
      current.buffers().reset();
    }
  }

  /** Logs what a filter threw. */
  static void report(String callback, RuntimeException failure) {
    Host current = host;
    if (current != null && reports < MAX_REPORTS) {
      reports++;
      current.log(LogLevel.ERROR, callback + " failed: " + failure);
    }
  }
}
