package dev.weir.wasm.sdk.context;

/** Sees its VM start. */
@FunctionalInterface
public interface VmStartContext {

  /**
   * The VM has started, with this many bytes of {@code VM_CONFIGURATION}; once in its life, before
   * any configuration.
   *
   * @param size size of the VM configuration, in bytes
   * @return whether the VM may be used
   */
  boolean onVmStart(int size);
}
