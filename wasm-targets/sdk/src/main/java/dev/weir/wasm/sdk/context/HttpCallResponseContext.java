package dev.weir.wasm.sdk.context;

/** Gets the answers to its HTTP calls. */
@FunctionalInterface
public interface HttpCallResponseContext {

  /**
   * The call was answered, or failed: then there are no headers and {@code Host.callStatus} says
   * why.
   *
   * @param plugin id of the plugin's context
   * @param call id that the call got
   * @param headers how many there are
   * @param bodySize how many bytes
   * @param trailers how many there are
   */
  void onHttpCallResponse(int plugin, int call, int headers, int bodySize, int trailers);
}
