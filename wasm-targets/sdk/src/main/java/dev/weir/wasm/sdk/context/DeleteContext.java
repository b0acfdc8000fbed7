package dev.weir.wasm.sdk.context;

/** Hears of each context that goes. */
@FunctionalInterface
public interface DeleteContext {

  /**
   * Nothing more will come of it.
   *
   * @param context id of the stream, or of the plugin
   */
  void onDelete(int context);
}
