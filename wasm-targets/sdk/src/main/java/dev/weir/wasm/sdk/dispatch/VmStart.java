package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.VmStartContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_vm_start}. */
public final class VmStart {

  private static @Nullable VmStartContext filter;

  private VmStart() {}

  /** Exports the callback and says who gets it. */
  public static void to(VmStartContext newFilter) {
    filter = newFilter;
  }

  /** A filter that fails refuses. */
  @Export(name = "proxy_on_vm_start")
  public static int onVmStart(int unused, int size) {
    VmStartContext current = filter;
    if (current == null) {
      return 1;
    }
    Vm.enter();
    try {
      return current.onVmStart(size) ? 1 : 0;
    } catch (Throwable e) {
      Vm.failed("on_vm_start", e);
      return 0;
    }
  }
}
