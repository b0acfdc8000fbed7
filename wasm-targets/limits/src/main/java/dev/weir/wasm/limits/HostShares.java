package dev.weir.wasm.limits;

import dev.weir.engine.call.Shares;
import dev.weir.engine.call.Signals;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * The proxy's shares of thresholds that hold over all proxies, as Weir's service put them into
 * shared data. Until they have first come, the proxy counts by itself. When they are older than
 * {@link HostFigures#MAX_AGE_NANOS} it goes on with them, but with no more than an equal part, and
 * when they are twice as old with that: by then all proxies that hear nothing have come down to it.
 *
 * <p>The value, little-endian: when it was written, in nanoseconds since the epoch; the version;
 * the equal part, a double; then in ascending order of the first {@code hashCode} of a rule's id in
 * 4 bytes and the part of its threshold, a double.
 */
public final class HostShares {

  /** Key in shared data. */
  public static final String KEY = "weir.shares";

  /** Offset of the version. */
  public static final int VERSION = 8;

  /** Offset of the equal part. */
  public static final int EVEN = 16;

  /** Offset of the first rule. */
  public static final int FIRST = 24;

  /** Most rules; the daemon divides no more. */
  private static final int MAX_RULES = 2_048;

  private static final int RECORD = 12;
  private static final int PART = 4;

  private final Host host;
  private final Signals signals;
  private final Slice key;
  private final Slice value = new Slice();
  private long version;
  private long periods;

  HostShares(Host host, Signals signals) {
    this.host = host;
    this.signals = signals;
    this.key = host.constant(KEY);
  }

  /** How many periods of silence are over: 0 for none; what it was written for. */
  public static long periods(long nanos, long written) {
    return Math.abs(nanos - written) / HostFigures.MAX_AGE_NANOS;
  }

  /** Looks what they are now; whether the proxy goes by itself, and a rule or a service minds. */
  boolean read(long nanos) {
    if (host.sharedData().get(key, value) != Status.OK || value.length() < FIRST) {
      return signals.sharing();
    }
    Memory memory = host.memory();
    int address = value.address();
    long silent = Math.min(2, periods(nanos, memory.load64(address)));
    long next = memory.load64(address + VERSION);
    if (next != version || silent != periods) {
      version = next;
      periods = silent;
      signals.shares(shares(silent > 1 ? 0 : size()));
    }
    return silent > 0;
  }

  private int size() {
    return Math.min(MAX_RULES, (value.length() - FIRST) / RECORD);
  }

  private Shares shares(int size) {
    int[] rules = new int[size];
    double[] parts = new double[size];
    for (int i = 0; i < size; i++) {
      int at = FIRST + RECORD * i;
      rules[i] = host.memory().load32(value.address() + at);
      parts[i] = number(at + PART);
    }
    double even = number(EVEN);
    return new Shares(rules, parts, even, periods == 0 ? 1 : even);
  }

  private double number(int offset) {
    return Double.longBitsToDouble(host.memory().load64(value.address() + offset));
  }
}
