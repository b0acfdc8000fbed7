package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.StreamCalls;

/** What becomes of the stream whose callback runs, or that was made the effective context. */
public final class Streams {

  private final StreamCalls calls;

  Streams(StreamCalls calls) {
    this.calls = calls;
  }

  /** Answers the request; the callback should return {@code PAUSE} then. */
  public int respond(LocalResponse response) {
    return calls.sendLocalResponse(
        response.status(),
        response.details().address(),
        response.details().length(),
        response.body().address(),
        response.body().length(),
        response.headers().address(),
        response.headers().length(),
        response.grpcStatus());
  }

  /**
   * Lets a paused stream go on.
   *
   * @param type a {@link dev.weir.wasm.sdk.type.StreamType}
   */
  public int resume(int type) {
    return calls.continueStream(type);
  }

  /**
   * Ends a stream; of a connection, what was written to it is sent before.
   *
   * @param type a {@link dev.weir.wasm.sdk.type.StreamType}
   */
  public int close(int type) {
    return calls.closeStream(type);
  }
}
