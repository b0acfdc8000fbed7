package dev.weir.wasm.host;

import dev.weir.wasm.sdk.abi.SharedCalls;
import dev.weir.wasm.sdk.type.Status;

/** Shared data, queues, metrics. */
final class MockShared implements SharedCalls {

  private final VmState state;

  MockShared(VmState state) {
    this.state = state;
  }

  @Override
  public int getSharedData(
      int key, int keyLength, int returnData, int returnLength, int returnCas) {
    state.called("get_shared_data");
    SharedStore store = state.proxy.sharedData();
    if (store.failure() != Status.OK) {
      return store.failure();
    }
    SharedStore.Entry entry = store.get(state.bytes.text(key, keyLength));
    if (entry == null) {
      return Status.NOT_FOUND;
    }
    state.bytes.memory().store32(returnCas, entry.version());
    return state.bytes.give(entry.value(), returnData, returnLength);
  }

  @Override
  public int setSharedData(int key, int keyLength, int value, int valueLength, int cas) {
    state.called("set_shared_data");
    SharedStore store = state.proxy.sharedData();
    if (store.failure() != Status.OK) {
      return store.failure();
    }
    return store.set(state.bytes.text(key, keyLength), state.bytes.take(value, valueLength), cas);
  }

  @Override
  public int registerSharedQueue(int name, int nameLength, int returnId) {
    state.called("register_shared_queue");
    int id = state.proxy.queues().register(state.bytes.text(name, nameLength));
    state.bytes.memory().store32(returnId, id);
    return Status.OK;
  }

  @Override
  public int resolveSharedQueue(int vmId, int vmIdLength, int name, int nameLength, int returnId) {
    state.called("resolve_shared_queue");
    int id = state.proxy.queues().resolve(state.bytes.text(name, nameLength));
    state.bytes.memory().store32(returnId, id);
    return id == 0 ? Status.NOT_FOUND : Status.OK;
  }

  @Override
  public int enqueueSharedQueue(int id, int value, int valueLength) {
    state.called("enqueue_shared_queue");
    boolean there = state.proxy.queues().add(id, state.bytes.take(value, valueLength));
    return there ? Status.OK : Status.NOT_FOUND;
  }

  @Override
  public int dequeueSharedQueue(int id, int returnData, int returnLength) {
    state.called("dequeue_shared_queue");
    if (!state.proxy.queues().has(id)) {
      return Status.NOT_FOUND;
    }
    byte[] value = state.proxy.queues().take(id);
    return value == null ? Status.EMPTY : state.bytes.give(value, returnData, returnLength);
  }

  @Override
  public int defineMetric(int type, int name, int nameLength, int returnId) {
    state.called("define_metric");
    int id = state.proxy.metrics().define(type, state.bytes.text(name, nameLength));
    state.bytes.memory().store32(returnId, id);
    return Status.OK;
  }

  @Override
  public int incrementMetric(int id, long offset) {
    state.called("increment_metric");
    state.proxy.metrics().increment(id, offset);
    return Status.OK;
  }

  @Override
  public int recordMetric(int id, long value) {
    state.called("record_metric");
    state.proxy.metrics().record(id, value);
    return Status.OK;
  }

  @Override
  public int getMetric(int id, int returnValue) {
    state.called("get_metric");
    state.bytes.memory().store64(returnValue, state.proxy.metrics().value(id));
    return Status.OK;
  }
}
