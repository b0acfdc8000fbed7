package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.SharedCalls;
import dev.weir.wasm.sdk.type.Slice;

/**
 * Queues between VMs. The VM that registered a name last gets on_queue_ready; others resolve the
 * name, which answers NOT_FOUND until somebody has registered it.
 */
public final class SharedQueues {

  private final SharedCalls calls;
  private final Returns returns;

  SharedQueues(SharedCalls calls, Returns returns) {
    this.calls = calls;
    this.returns = returns;
  }

  /** Makes this VM the consumer of a queue; {@link #id} then is the queue's. */
  public int register(Slice name) {
    return calls.registerSharedQueue(name.address(), name.length(), Returns.ID);
  }

  /** Finds the queue of a VM id; {@link #id} then is the queue's. */
  public int resolve(Slice vmId, Slice name) {
    return calls.resolveSharedQueue(
        vmId.address(), vmId.length(), name.address(), name.length(), Returns.ID);
  }

  /** Id of the queue that was registered or resolved last. */
  public int id() {
    return returns.id();
  }

  /** Adds at the end. */
  public int enqueue(int id, Slice value) {
    return calls.enqueueSharedQueue(id, value.address(), value.length());
  }

  /** Takes the first and points {@code value} at it; EMPTY when there is none. */
  public int dequeue(int id, Slice value) {
    return returns.to(value, calls.dequeueSharedQueue(id, returns.bytes(), Returns.LENGTH));
  }
}
