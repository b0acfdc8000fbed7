package dev.weir.wasm.sdk.context;

/** Is called at the period that the filter asked for. */
@FunctionalInterface
public interface TickContext {

  /**
   * The period has passed.
   *
   * @param plugin id of the plugin's context
   */
  void onTick(int plugin);
}
