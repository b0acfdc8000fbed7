package dev.weir.wasm.sdk.context;

/** Sees each context once more when all is known of it. */
@FunctionalInterface
public interface LogContext {

  /**
   * The stream has ended; what was known of it can still be read.
   *
   * @param context id of the stream, or of the plugin
   */
  void onLog(int context);
}
