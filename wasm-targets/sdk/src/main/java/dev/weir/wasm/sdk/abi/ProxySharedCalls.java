package dev.weir.wasm.sdk.abi;

import org.teavm.interop.Import;

/** SharedCalls of the proxy that the module runs in. */
final class ProxySharedCalls implements SharedCalls {

  @Override
  public int getSharedData(
      int key, int keyLength, int returnData, int returnLength, int returnCas) {
    return getSharedDataImport(key, keyLength, returnData, returnLength, returnCas);
  }

  @Import(module = "env", name = "proxy_get_shared_data")
  private static native int getSharedDataImport(
      int key, int keyLength, int returnData, int returnLength, int returnCas);

  @Override
  public int setSharedData(int key, int keyLength, int value, int valueLength, int cas) {
    return setSharedDataImport(key, keyLength, value, valueLength, cas);
  }

  @Import(module = "env", name = "proxy_set_shared_data")
  private static native int setSharedDataImport(
      int key, int keyLength, int value, int valueLength, int cas);

  @Override
  public int registerSharedQueue(int name, int nameLength, int returnId) {
    return registerSharedQueueImport(name, nameLength, returnId);
  }

  @Import(module = "env", name = "proxy_register_shared_queue")
  private static native int registerSharedQueueImport(int name, int nameLength, int returnId);

  @Override
  public int resolveSharedQueue(int vmId, int vmIdLength, int name, int nameLength, int returnId) {
    return resolveSharedQueueImport(vmId, vmIdLength, name, nameLength, returnId);
  }

  @Import(module = "env", name = "proxy_resolve_shared_queue")
  private static native int resolveSharedQueueImport(
      int vmId, int vmIdLength, int name, int nameLength, int returnId);

  @Override
  public int enqueueSharedQueue(int id, int value, int valueLength) {
    return enqueueSharedQueueImport(id, value, valueLength);
  }

  @Import(module = "env", name = "proxy_enqueue_shared_queue")
  private static native int enqueueSharedQueueImport(int id, int value, int valueLength);

  @Override
  public int dequeueSharedQueue(int id, int returnData, int returnLength) {
    return dequeueSharedQueueImport(id, returnData, returnLength);
  }

  @Import(module = "env", name = "proxy_dequeue_shared_queue")
  private static native int dequeueSharedQueueImport(int id, int returnData, int returnLength);

  @Override
  public int defineMetric(int type, int name, int nameLength, int returnId) {
    return defineMetricImport(type, name, nameLength, returnId);
  }

  @Import(module = "env", name = "proxy_define_metric")
  private static native int defineMetricImport(int type, int name, int nameLength, int returnId);

  @Override
  public int incrementMetric(int id, long offset) {
    return incrementMetricImport(id, offset);
  }

  @Import(module = "env", name = "proxy_increment_metric")
  private static native int incrementMetricImport(int id, long offset);

  @Override
  public int recordMetric(int id, long value) {
    return recordMetricImport(id, value);
  }

  @Import(module = "env", name = "proxy_record_metric")
  private static native int recordMetricImport(int id, long value);

  @Override
  public int getMetric(int id, int returnValue) {
    return getMetricImport(id, returnValue);
  }

  @Import(module = "env", name = "proxy_get_metric")
  private static native int getMetricImport(int id, int returnValue);
}
