package dev.weir.wasm.sdk.context;

/** Hears of each context before anything happens in it. */
@FunctionalInterface
public interface ContextCreateContext {

  /**
   * A plugin (parent 0) or a stream begins.
   *
   * @param context id of the stream, or of the plugin
   * @param parent 0, or the id of the stream's plugin
   */
  void onContextCreate(int context, int parent);
}
