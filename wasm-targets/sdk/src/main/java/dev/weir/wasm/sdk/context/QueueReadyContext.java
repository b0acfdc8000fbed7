package dev.weir.wasm.sdk.context;

/** Hears of items in queues that it registered. */
@FunctionalInterface
public interface QueueReadyContext {

  /**
   * An item was added to the queue.
   *
   * @param plugin id of the plugin's context
   * @param queue id that the queue got
   */
  void onQueueReady(int plugin, int queue);
}
