package dev.weir.wasm.host;

import dev.weir.wasm.sdk.abi.HostCalls;
import dev.weir.wasm.sdk.abi.Memory;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * The host's functions for one VM, strict: a call that the test does not expect, at the wrong
 * moment, about a map, buffer, metric or context that is not there, is an exception.
 */
public final class MockHostCalls {

  private final VmState state;
  private final HostCalls calls;

  /**
   * @param proxy of which the VM is a worker
   * @param memory the guest's
   * @param allocator the guest's; 0 for no room
   * @param expected names of the calls that the filter may make, without {@code proxy_}
   */
  public MockHostCalls(
      MockProxy proxy, Memory memory, IntUnaryOperator allocator, Set<String> expected) {
    state = new VmState(proxy, memory, allocator, expected);
    calls =
        new HostCalls(
            new MockProcess(state),
            new MockStreams(state),
            new MockShared(state),
            new MockCallouts(state));
  }

  /** The functions. */
  public HostCalls functions() {
    return calls;
  }

  /** How many calls the VM has made, without logging. */
  public int calls() {
    return state.calls();
  }

  /** Names of the last thousand calls, in order. */
  public List<String> journal() {
    return state.journal();
  }

  /** Calls to other services that were begun and neither answered nor ended. */
  public List<Callout> callouts() {
    return List.copyOf(state.callouts);
  }

  /** Milliseconds between ticks that the filter asked for; 0 for none. */
  public int tickPeriod() {
    return state.tickPeriod;
  }

  VmState state() {
    return state;
  }
}
