package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.CalloutCalls;

/** HTTP requests that a filter makes; {@code HttpCallResponse} brings the answers. */
public final class HttpCallouts {

  private final CalloutCalls calls;
  private final Returns returns;

  HttpCallouts(CalloutCalls calls, Returns returns) {
    this.calls = calls;
    this.returns = returns;
  }

  /** Sends a request; {@link #id} then is the call's. */
  public int send(HttpRequest request) {
    return calls.httpCall(
        request.cluster().address(),
        request.cluster().length(),
        request.headers().address(),
        request.headers().length(),
        request.body().address(),
        request.body().length(),
        request.trailers().address(),
        request.trailers().length(),
        request.timeoutMs(),
        Returns.ID);
  }

  /** Id of the call that was sent last. */
  public int id() {
    return returns.id();
  }
}
