package dev.weir.wasm.host;

import dev.weir.wasm.sdk.abi.HostCalls;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The host's functions for one VM. */
public final class MockHostCalls implements HostCalls {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final MockProxy proxy;
  private final GuestBytes bytes;
  private Phase phase = Phase.STARTING;
  private byte[] configuration = new byte[0];
  private @Nullable Request request;
  private @Nullable Answer answer;
  private int calls;

  /** What the VM is doing, by which the host knows what it may call. */
  enum Phase {
    /** main: logging only. */
    STARTING,
    /** on_configure and ticks. */
    ROOT,
    /** A callback of a stream. */
    STREAM
  }

  /**
   * @param proxy of which the VM is a worker
   * @param memory the guest's
   * @param allocator the guest's; 0 for no room
   */
  public MockHostCalls(MockProxy proxy, Memory memory, IntUnaryOperator allocator) {
    this.proxy = proxy;
    this.bytes = new GuestBytes(memory, allocator);
  }

  /** The VM has started; a configuration comes. */
  public void configuring(byte[] newConfiguration) {
    phase = Phase.ROOT;
    configuration = newConfiguration.clone();
  }

  /** A request comes. */
  public void requesting(Request newRequest) {
    phase = Phase.STREAM;
    request = newRequest;
    answer = null;
  }

  /** What the filter did, by its return value and its local response. */
  public Answer answered(int action) {
    Answer local = answer;
    if (local == null && action != 0) {
      throw new IllegalStateException("the request was paused and never answered");
    }
    return local == null ? Answer.PASS : local;
  }

  /** How many calls the VM has made. */
  public int calls() {
    return calls;
  }

  @Override
  public int log(int level, int message, int messageLength) {
    proxy.log().add(bytes.text(message, messageLength));
    return Status.OK;
  }

  @Override
  public int getCurrentTimeNanoseconds(int returnTime) {
    allow("get_current_time_nanoseconds", Phase.ROOT);
    bytes.memory().store64(returnTime, proxy.millis() * NANOS_PER_MILLI);
    return Status.OK;
  }

  @Override
  public int getBufferBytes(int type, int start, int maxLength, int returnData, int returnLength) {
    allow("get_buffer_bytes", Phase.ROOT);
    if (type != BufferType.PLUGIN_CONFIGURATION || start != 0) {
      throw new IllegalStateException("buffer " + type + " from " + start + " is not there");
    }
    int length = Math.min(maxLength, configuration.length);
    byte[] part = Arrays.copyOf(configuration, length);
    return bytes.give(part, returnData, returnLength);
  }

  @Override
  public int getHeaderMapValue(int map, int key, int keyLength, int returnData, int returnLength) {
    Request current = stream("get_header_map_value", map);
    byte[] value = current.header(bytes.text(key, keyLength));
    return value == null ? Status.NOT_FOUND : bytes.give(value, returnData, returnLength);
  }

  @Override
  public int addHeaderMapValue(int map, int key, int keyLength, int value, int valueLength) {
    Request current = stream("add_header_map_value", map);
    current.with(bytes.text(key, keyLength), bytes.take(value, valueLength));
    return Status.OK;
  }

  @Override
  public int sendLocalResponse(
      int status,
      int details,
      int detailsLength,
      int body,
      int bodyLength,
      int headers,
      int headersLength,
      int grpcStatus) {
    stream("send_local_response", MapType.REQUEST_HEADERS);
    if (answer != null) {
      throw new IllegalStateException("the request is answered twice");
    }
    List<String> pairs = new ArrayList<>();
    bytes.pairs(headers, headersLength, pairs);
    answer =
        new Answer(
            false, status, pairs, bytes.text(body, bodyLength), bytes.text(details, detailsLength));
    return Status.OK;
  }

  @Override
  public int defineMetric(int type, int name, int nameLength, int returnId) {
    allow("define_metric", Phase.ROOT);
    bytes.memory().store32(returnId, proxy.metrics().define(type, bytes.text(name, nameLength)));
    return Status.OK;
  }

  @Override
  public int incrementMetric(int id, long offset) {
    allow("increment_metric", Phase.ROOT);
    proxy.metrics().increment(id, offset);
    return Status.OK;
  }

  @Override
  public int recordMetric(int id, long value) {
    allow("record_metric", Phase.ROOT);
    proxy.metrics().record(id, value);
    return Status.OK;
  }

  @Override
  public int getMetric(int id, int returnValue) {
    allow("get_metric", Phase.ROOT);
    bytes.memory().store64(returnValue, proxy.metrics().value(id));
    return Status.OK;
  }

  @Override
  public int getSharedData(
      int key, int keyLength, int returnData, int returnLength, int returnCas) {
    allow("get_shared_data", Phase.ROOT);
    if (proxy.sharedData().failure() != Status.OK) {
      return proxy.sharedData().failure();
    }
    SharedStore.Entry entry = proxy.sharedData().get(bytes.text(key, keyLength));
    if (entry == null) {
      return Status.NOT_FOUND;
    }
    bytes.memory().store32(returnCas, entry.version());
    return bytes.give(entry.value(), returnData, returnLength);
  }

  @Override
  public int setSharedData(int key, int keyLength, int value, int valueLength, int cas) {
    allow("set_shared_data", Phase.ROOT);
    if (proxy.sharedData().failure() != Status.OK) {
      return proxy.sharedData().failure();
    }
    return proxy.sharedData().set(bytes.text(key, keyLength), bytes.take(value, valueLength), cas);
  }

  @Override
  public int getProperty(int path, int pathLength, int returnData, int returnLength) {
    allow("get_property", Phase.ROOT);
    return Status.NOT_FOUND;
  }

  @Override
  public int setTickPeriodMilliseconds(int period) {
    allow("set_tick_period_milliseconds", Phase.ROOT);
    return Status.OK;
  }

  @Override
  public int setEffectiveContext(int context) {
    allow("set_effective_context", Phase.ROOT);
    return Status.OK;
  }

  @Override
  public int continueStream(int type) {
    allow("continue_stream", Phase.ROOT);
    return Status.OK;
  }

  private Request stream(String call, int map) {
    allow(call, Phase.STREAM);
    if (map != MapType.REQUEST_HEADERS || request == null) {
      throw new IllegalStateException(call + " of map " + map + ", which is not there");
    }
    return request;
  }

  private void allow(String call, Phase earliest) {
    calls++;
    if (phase.compareTo(earliest) < 0 || bytes.allocating()) {
      throw new IllegalStateException(
          "proxy_" + call + " while " + (bytes.allocating() ? "allocating" : phase));
    }
  }
}
