package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.Metrics;
import dev.weir.wasm.sdk.context.RootContext;
import dev.weir.wasm.sdk.type.LogLevel;
import dev.weir.wasm.sdk.type.MetricType;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** What every module exports: the ABI's version, the allocator, and configuration. */
public final class Vm {

  /** Counter of callbacks that ended in an exception. */
  public static final String ERRORS = "filter_errors";

  /** A filter that fails at every request must not fill the disk with it. */
  private static final int MAX_REPORTS = 16;

  private static @Nullable Host host;
  private static @Nullable RootContext root;
  private static int reports;
  private static int errors = Metrics.NONE;

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
  public static int onConfigure(int plugin, int size) {
    RootContext current = root;
    if (current == null) {
      return 0;
    }
    enter();
    try {
      return current.onConfigure(plugin, size) ? 1 : 0;
    } catch (Throwable e) {
      failed("on_configure", e);
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

  /** Counts what a filter threw, and logs the first few. */
  static void failed(String callback, Throwable failure) {
    Host current = host;
    if (current == null) {
      return;
    }
    if (errors == Metrics.NONE) {
      errors = current.metrics().define(MetricType.COUNTER, ERRORS);
    }
    if (errors != Metrics.NONE) {
      current.metrics().increment(errors, 1);
    }
    if (reports < MAX_REPORTS) {
      reports++;
      current.log(LogLevel.ERROR, callback + " failed: " + failure);
    }
  }
}
