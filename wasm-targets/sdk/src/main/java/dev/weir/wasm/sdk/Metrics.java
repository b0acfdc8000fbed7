package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.SharedCalls;
import dev.weir.wasm.sdk.type.MetricType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/** Metrics of the proxy: summed over its workers, kept for good, each with an id. */
public final class Metrics {

  /** What {@link #define} answers when the host refuses. */
  public static final int NONE = -1;

  private final Host host;
  private final SharedCalls calls;
  private final Returns returns;

  Metrics(Host host, SharedCalls calls, Returns returns) {
    this.host = host;
    this.calls = calls;
    this.returns = returns;
  }

  /**
   * The id of a metric, new or known, or {@link #NONE}.
   *
   * @param type a {@link MetricType}
   */
  public int define(int type, String name) {
    int mark = host.buffers().mark();
    Slice text = host.text(name);
    int status =
        text.address() == 0
            ? Status.INVALID_MEMORY_ACCESS
            : calls.defineMetric(type, text.address(), text.length(), Returns.ID);
    host.buffers().rewind(mark);
    return status == Status.OK ? returns.id() : NONE;
  }

  /** Adds to a counter, or to a gauge. */
  public int increment(int id, long offset) {
    return calls.incrementMetric(id, offset);
  }

  /** Sets a gauge, or adds a sample to a histogram. */
  public int record(int id, long value) {
    return calls.recordMetric(id, value);
  }

  /** The value of a counter or gauge over all workers, or -1. */
  public long value(int id) {
    return calls.getMetric(id, Returns.NUMBER) == Status.OK ? returns.number() : -1;
  }
}
