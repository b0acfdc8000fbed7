package dev.weir.wasm.limits;

import dev.weir.engine.call.Signals;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.Metrics;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.MetricType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import java.util.List;

/**
 * The figures of the host as Weir's service put them into shared data, read at most ten times a
 * second and only while a rule looks at them. Figures older than {@value #MAX_AGE_NANOS} ns are
 * unknown, and what is unknown blocks nobody; the gauge {@code weir.service_silent} is 1 then.
 *
 * <p>The value is {@value #BYTES} bytes, little-endian: when it was written in nanoseconds since
 * the epoch; load of the last minute and share of the CPU that is used, as doubles; bytes of memory
 * that are used.
 */
public final class HostFigures {

  /** Key in shared data. */
  public static final String KEY = "weir.host";

  /** Length of the value. */
  public static final int BYTES = 32;

  /** Offset of the load. */
  public static final int LOAD = 8;

  /** Offset of the share of the CPU. */
  public static final int CPU = 16;

  /** Offset of the memory. */
  public static final int MEMORY = 24;

  /** After so long the service is silent. */
  static final long MAX_AGE_NANOS = 2_000_000_000L;

  /** Readings are so far apart. */
  static final long PERIOD_NANOS = 100_000_000L;

  private final Host host;
  private final Signals signals;
  private final Slice key;
  private final Slice value = new Slice();
  private boolean wanted;
  private long readNanos;
  private int silent = Metrics.NONE;

  HostFigures(Host host, Signals signals) {
    this.host = host;
    this.signals = signals;
    this.key = host.constant(KEY);
  }

  /** These rules are in force. */
  void configured(List<Rule> rules) {
    wanted = false;
    readNanos = 0;
    for (Rule rule : rules) {
      wanted |= looks(rule);
    }
    if (wanted && silent == Metrics.NONE) {
      silent = host.metrics().define(MetricType.GAUGE, "weir.service_silent");
    }
  }

  /** Whether a rule looks at a figure of the host. */
  private static boolean looks(Rule rule) {
    if (rule instanceof SystemRule system) {
      return system.metricType() == SystemRule.MetricType.LOAD
          || system.metricType() == SystemRule.MetricType.CPU_USAGE;
    }
    return rule instanceof FlowRule flow
        && flow.tokenCalculation() instanceof TokenCalculation.MemoryAdaptive;
  }

  /** A call comes: what is old is read again. */
  void refresh(long nanos) {
    if (wanted && (nanos - readNanos >= PERIOD_NANOS || nanos < readNanos)) {
      readNanos = nanos;
      read(nanos);
    }
  }

  private void read(long nanos) {
    int mark = host.buffers().mark();
    boolean there = host.sharedData().get(key, value) == Status.OK && value.length() == BYTES;
    Memory memory = host.memory();
    long age = there ? nanos - memory.load64(value.address()) : MAX_AGE_NANOS;
    boolean fresh = age > -MAX_AGE_NANOS && age < MAX_AGE_NANOS;
    signals.load(fresh ? number(LOAD) : Signals.UNKNOWN);
    signals.cpuUsage(fresh ? number(CPU) : Signals.UNKNOWN);
    signals.memoryBytes(fresh ? memory.load64(value.address() + MEMORY) : Signals.UNKNOWN);
    if (silent != Metrics.NONE) {
      host.metrics().record(silent, fresh ? 0 : 1);
    }
    host.buffers().rewind(mark);
  }

  private double number(int offset) {
    return Double.longBitsToDouble(host.memory().load64(value.address() + offset));
  }
}
