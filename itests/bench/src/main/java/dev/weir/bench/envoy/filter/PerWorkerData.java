package dev.weir.bench.envoy.filter;

import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.abi.SharedCalls;
import dev.weir.wasm.sdk.dispatch.Vm;
import dev.weir.wasm.sdk.type.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shared data that is not shared: values under keys in this VM; all else is the proxy's. */
final class PerWorkerData implements SharedCalls {

  private final SharedCalls proxy;
  private final Memory memory;
  private final List<Value> values = new ArrayList<>();

  PerWorkerData(SharedCalls proxy, Memory memory) {
    this.proxy = proxy;
    this.memory = memory;
  }

  /** A value and its version, from 1. */
  private static final class Value {
    private final byte[] key;
    private byte[] bytes = new byte[0];
    private int version = 1;

    Value(byte[] key) {
      this.key = key;
    }
  }

  @Override
  public int getSharedData(int key, int keyLength, int returnData, int returnLength, int cas) {
    Value value = find(key, keyLength);
    if (value == null) {
      return Status.NOT_FOUND;
    }
    int address = Vm.onMemoryAllocate(value.bytes.length);
    for (int i = 0; i < value.bytes.length; i++) {
      memory.store8(address + i, value.bytes[i]);
    }
    memory.store32(returnData, address);
    memory.store32(returnLength, value.bytes.length);
    memory.store32(cas, value.version);
    return Status.OK;
  }

  @Override
  public int setSharedData(int key, int keyLength, int bytes, int length, int cas) {
    Value value = find(key, keyLength);
    if (value != null && cas != SharedData.OVERWRITE && cas != value.version) {
      return Status.CAS_MISMATCH;
    }
    if (value == null) {
      value = new Value(load(key, keyLength));
      values.add(value);
    }
    if (value.bytes.length != length) {
      value.bytes = new byte[length];
    }
    for (int i = 0; i < length; i++) {
      value.bytes[i] = memory.load8(bytes + i);
    }
    value.version++;
    return Status.OK;
  }

  private @Nullable Value find(int key, int length) {
    for (int i = 0; i < values.size(); i++) {
      if (matches(values.get(i).key, key, length)) {
        return values.get(i);
      }
    }
    return null;
  }

  private boolean matches(byte[] known, int key, int length) {
    if (known.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (known[i] != memory.load8(key + i)) {
        return false;
      }
    }
    return true;
  }

  private byte[] load(int address, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = memory.load8(address + i);
    }
    return bytes;
  }

  @Override
  public int registerSharedQueue(int name, int nameLength, int returnId) {
    return proxy.registerSharedQueue(name, nameLength, returnId);
  }

  @Override
  public int resolveSharedQueue(int vmId, int vmIdLength, int name, int nameLength, int returnId) {
    return proxy.resolveSharedQueue(vmId, vmIdLength, name, nameLength, returnId);
  }

  @Override
  public int enqueueSharedQueue(int id, int value, int valueLength) {
    return proxy.enqueueSharedQueue(id, value, valueLength);
  }

  @Override
  public int dequeueSharedQueue(int id, int returnData, int returnLength) {
    return proxy.dequeueSharedQueue(id, returnData, returnLength);
  }

  @Override
  public int defineMetric(int type, int name, int nameLength, int returnId) {
    return proxy.defineMetric(type, name, nameLength, returnId);
  }

  @Override
  public int incrementMetric(int id, long offset) {
    return proxy.incrementMetric(id, offset);
  }

  @Override
  public int recordMetric(int id, long value) {
    return proxy.recordMetric(id, value);
  }

  @Override
  public int getMetric(int id, int returnValue) {
    return proxy.getMetric(id, returnValue);
  }
}
