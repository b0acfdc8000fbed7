package dev.weir.wasm.sdk.context;

/** Says when a context may go. */
@FunctionalInterface
public interface DoneContext {

  /**
   * The stream, or the plugin, has ended for the proxy; its headers can still be read.
   *
   * @param context id of the stream, or of the plugin
   * @return false to keep it until {@code Host.done}
   */
  boolean onDone(int context);
}
