package dev.weir.wasm.host;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.ArrayMemory;
import dev.weir.wasm.sdk.abi.MemoryMap;
import dev.weir.wasm.sdk.type.Slice;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** A guest whose callbacks are written in the test, calling the mock through the SDK. */
final class Script implements Guest {

  final MockProxy proxy = new MockProxy();
  final Slice value = new Slice();
  final Host host;
  private final ArrayMemory memory = new ArrayMemory(MemoryMap.END);
  private final MockHostCalls calls;
  private final Map<String, ToIntFunction<int[]>> callbacks = new HashMap<>();

  Script(String... expected) {
    calls =
        new MockHostCalls(
            proxy, memory, size -> this.host().buffers().allocate(size), Set.of(expected));
    host = new Host(calls.functions(), memory);
  }

  private Host host() {
    return host;
  }

  /** What a callback does, by its name without {@code proxy_on_}; it answers the result. */
  Script on(String callback, ToIntFunction<int[]> body) {
    callbacks.put("proxy_on_" + callback, body);
    return this;
  }

  /** The guest in a worker. */
  Worker start() {
    return new Worker(this, calls);
  }

  MockHostCalls calls() {
    return calls;
  }

  /** Bytes of {@link #value} as text. */
  String text() {
    return new GuestBytes(memory, size -> 0).text(value.address(), value.length());
  }

  @Override
  public boolean exports(String callback) {
    return callbacks.containsKey(callback);
  }

  @Override
  public int call(String callback, int... arguments) {
    host.buffers().reset();
    ToIntFunction<int[]> body = callbacks.get(callback);
    if (body == null) {
      throw new IllegalStateException(callback + " is not exported");
    }
    return body.applyAsInt(arguments);
  }
}
