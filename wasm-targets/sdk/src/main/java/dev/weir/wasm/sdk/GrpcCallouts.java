package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.CalloutCalls;
import dev.weir.wasm.sdk.type.Slice;

/** gRPC calls that a filter makes; the four callbacks {@code Grpc…} bring the answers. */
public final class GrpcCallouts {

  private final CalloutCalls calls;
  private final Returns returns;

  GrpcCallouts(CalloutCalls calls, Returns returns) {
    this.calls = calls;
    this.returns = returns;
  }

  /**
   * Sends one message for one answer; {@link #id} then is the call's.
   *
   * @param timeoutMs after which it has failed; 0 for never
   */
  public int call(GrpcMethod method, Slice message, int timeoutMs) {
    return calls.grpcCall(
        method.upstream().address(),
        method.upstream().length(),
        method.service().address(),
        method.service().length(),
        method.method().address(),
        method.method().length(),
        method.metadata().address(),
        method.metadata().length(),
        message.address(),
        message.length(),
        timeoutMs,
        Returns.ID);
  }

  /** Opens a stream; {@link #id} then is the stream's. */
  public int open(GrpcMethod method) {
    return calls.grpcStream(
        method.upstream().address(),
        method.upstream().length(),
        method.service().address(),
        method.service().length(),
        method.method().address(),
        method.method().length(),
        method.metadata().address(),
        method.metadata().length(),
        Returns.ID);
  }

  /** Id of the call or stream that was begun last. */
  public int id() {
    return returns.id();
  }

  /** Sends a message on a stream; the last one ends this side of it. */
  public int send(int id, Slice message, boolean last) {
    return calls.grpcSend(id, message.address(), message.length(), last ? 1 : 0);
  }

  /** Ends this side of a stream. */
  public int close(int id) {
    return calls.grpcClose(id);
  }

  /** Ends a call or stream at once. */
  public int cancel(int id) {
    return calls.grpcCancel(id);
  }
}
