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
 * The figures of the host as Weir's service put them into shared data, read with every tick, and
 * when a call comes whose rules look at them, at most ten times a second. Figures older than
 * {@value #MAX_AGE_NANOS} ns are unknown, and what is unknown blocks nobody; the gauge {@code
 * weir.service_silent} is 1 then, where a rule looks at figures or there has been a service.
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

  /** After so long nobody reports what is counted. */
  static final long MAX_SILENCE_NANOS = 60_000_000_000L;

  /** Readings are so far apart. */
  static final long PERIOD_NANOS = 95_000_000L;

  private final Host host;
  private final Signals signals;
  private final Slice key;
  private final Slice value = new Slice();
  private final HostShares shares;
  private boolean wanted;
  private boolean reported;
  private long readNanos;
  private int silent = Metrics.NONE;

  HostFigures(Host host, Signals signals) {
    this.host = host;
    this.signals = signals;
    this.key = host.constant(KEY);
    this.shares = new HostShares(host, signals);
  }

  /** These rules are in force now. */
  void configured(List<Rule> rules, long nanos) {
    wanted = false;
    readNanos = 0;
    for (Rule rule : rules) {
      wanted |= looks(rule);
    }
    if (wanted) {
      define();
    }
    if (nanos >= 0) {
      read(nanos);
    }
  }

  private void define() {
    if (silent == Metrics.NONE) {
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
    if (wanted) {
      tick(nanos);
    }
  }

  /** The timer has fired. */
  void tick(long nanos) {
    if (nanos - readNanos >= PERIOD_NANOS || nanos < readNanos) {
      readNanos = nanos;
      read(nanos);
    }
  }

  /** Whether the service was heard of within the last minute: it reports what is counted. */
  boolean reported() {
    return reported;
  }

  private void read(long nanos) {
    int mark = host.buffers().mark();
    boolean there = host.sharedData().get(key, value) == Status.OK && value.length() == BYTES;
    Memory memory = host.memory();
    long age = there ? nanos - memory.load64(value.address()) : MAX_SILENCE_NANOS;
    boolean fresh = age > -MAX_AGE_NANOS && age < MAX_AGE_NANOS;
    reported = age > -MAX_SILENCE_NANOS && age < MAX_SILENCE_NANOS;
    if (fresh || signals.sharing()) {
      define();
    }
    boolean alone = shares.read(nanos);
    wanted |= signals.sharing();
    signals.load(fresh ? number(LOAD) : Signals.UNKNOWN);
    signals.cpuUsage(fresh ? number(CPU) : Signals.UNKNOWN);
    signals.memoryBytes(fresh ? memory.load64(value.address() + MEMORY) : Signals.UNKNOWN);
    if (silent != Metrics.NONE) {
      host.metrics().record(silent, fresh && !alone ? 0 : 1);
    }
    host.buffers().rewind(mark);
  }

  private double number(int offset) {
    return Double.longBitsToDouble(host.memory().load64(value.address() + offset));
  }
}
