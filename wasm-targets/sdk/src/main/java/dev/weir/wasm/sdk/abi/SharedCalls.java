package dev.weir.wasm.sdk.abi;

/**
 * Calls about what the VMs of a proxy share: data under keys, queues, metrics. Named and numbered
 * as in the ABI; see {@link HostCalls}.
 */
public interface SharedCalls {

  /** proxy_get_shared_data: a value and its version. */
  int getSharedData(int key, int keyLength, int returnData, int returnLength, int returnCas);

  /** proxy_set_shared_data: cas 0 overwrites. */
  int setSharedData(int key, int keyLength, int value, int valueLength, int cas);

  /** proxy_register_shared_queue: makes this VM the consumer. */
  int registerSharedQueue(int name, int nameLength, int returnId);

  /** proxy_resolve_shared_queue: finds another VM's queue. */
  int resolveSharedQueue(int vmId, int vmIdLength, int name, int nameLength, int returnId);

  /** proxy_enqueue_shared_queue: adds at the end. */
  int enqueueSharedQueue(int id, int value, int valueLength);

  /** proxy_dequeue_shared_queue: takes the first. */
  int dequeueSharedQueue(int id, int returnData, int returnLength);

  /** proxy_define_metric: new or known. */
  int defineMetric(int type, int name, int nameLength, int returnId);

  /** proxy_increment_metric: a counter or gauge. */
  int incrementMetric(int id, long offset);

  /** proxy_record_metric: sets a gauge, samples a histogram. */
  int recordMetric(int id, long value);

  /** proxy_get_metric: writes 8 bytes. */
  int getMetric(int id, int returnValue);
}
