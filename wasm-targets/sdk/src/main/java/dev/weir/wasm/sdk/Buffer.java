package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.StreamCalls;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/** Bytes that the proxy holds: a body, data of a connection, a message, a configuration. */
public final class Buffer {

  private final StreamCalls calls;
  private final Returns returns;
  private final int type;

  Buffer(StreamCalls calls, Returns returns, int type) {
    this.calls = calls;
    this.returns = returns;
    this.type = type;
  }

  /** Points {@code bytes} at a copy of what is there from {@code start}, as many at most. */
  public int read(int start, int maxLength, Slice bytes) {
    int status = calls.getBufferBytes(type, start, maxLength, returns.bytes(), Returns.LENGTH);
    return returns.to(bytes, status);
  }

  /** How many bytes it has; -1 when there is no such buffer now. */
  public int size() {
    return calls.getBufferStatus(type, Returns.NUMBER, Returns.NUMBER + 4) == Status.OK
        ? returns.small()
        : -1;
  }

  /** Puts bytes in the place of all that is there. */
  public int replace(Slice bytes) {
    return calls.setBufferBytes(type, 0, Integer.MAX_VALUE, bytes.address(), bytes.length());
  }

  /** Puts bytes before what is there. */
  public int prepend(Slice bytes) {
    return calls.setBufferBytes(type, 0, 0, bytes.address(), bytes.length());
  }

  /** Puts bytes behind what is there. */
  public int append(Slice bytes) {
    return calls.setBufferBytes(type, Integer.MAX_VALUE, 0, bytes.address(), bytes.length());
  }
}
