package dev.weir.wasm.sdk.context;

/** Is called by what this proxy alone has. */
@FunctionalInterface
public interface ForeignFunctionContext {

  /**
   * Called with an argument in {@code FOREIGN_FUNCTION_ARGUMENTS}.
   *
   * @param plugin id of the plugin's context
   * @param function id of the function
   * @param size how many bytes
   */
  void onForeignFunction(int plugin, int function, int size);
}
