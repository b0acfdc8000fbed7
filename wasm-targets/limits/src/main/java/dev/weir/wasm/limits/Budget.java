package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.MemoryMap;
import org.jspecify.annotations.Nullable;

/**
 * What a VM may hold in memory, and what it holds: linear memory as far as it was ever written, the
 * rules, calls under way, and the states of limits. When that would be more than the budget, states
 * go, that of the limit whose last call is the longest ago first, the values of its hotspot rules
 * with it; {@code weir.evicted} counts them. Memory of objects is accounted for by what they were
 * measured to take at most ({@link Weights}), since a program cannot ask for it. Compiled code is
 * not in it.
 *
 * <p>Of what the rules leave, calls under way may take 5 parts of 16, names that only patterns
 * match 4, rules that are read late 4; what the proxy hands over, such as headers, what of all that
 * is free. Two parts are the states' in any case, and they have what the others do not use.
 */
final class Budget {

  /** Where the configuration does not say, in MiB. */
  static final int DEFAULT_MIB = 16;

  /** Least, in MiB. */
  static final int LEAST_MIB = 4;

  /** Most, in MiB. */
  static final int MOST_MIB = 1_024;

  private static final int MIB = 1 << 20;
  private static final int PARTS = 16;
  private static final int STATES = 2;
  private static final int VISITS = 5;
  private static final int NAMES = 4;
  private static final int LATE = 4;

  /** Rules have to leave a part in so many. */
  private static final int LEAST_LEFT = 8;

  private final Host host;
  private final Counters counters;
  private final LimitCompiler compiler;
  private final SharedCells cells;
  private long bytes = (long) DEFAULT_MIB * MIB;
  private long left = bytes;
  private long rules;
  private long late;
  private long names;
  private long visits;
  private int visitBytes = Weights.VISIT;
  private long states;
  private @Nullable Limit newest;
  private @Nullable Limit oldest;

  Budget(Host host, Counters counters, LimitCompiler compiler, SharedCells cells) {
    this.host = host;
    this.counters = counters;
    this.compiler = compiler;
    this.cells = cells;
  }

  /** A configuration is about to be read, which may take all the room there is. */
  void reading() {
    host.buffers().bound(MemoryMap.PROGRAM);
  }

  /**
   * How many bytes of rules that can be read again are kept when a configuration is tried.
   *
   * @param mebibytes the budget
   */
  static long trial(int mebibytes) {
    return (long) mebibytes * MIB / PARTS * STATES;
  }

  /**
   * Whether so much is enough for rules that have been laid out. It does not depend on what the VM
   * had before: what one VM takes, all take.
   *
   * @param mebibytes the budget
   * @param ruleBytes what the rules take as objects
   * @param size of the configuration, in bytes
   * @throws RefusedException when it is not
   */
  void check(int mebibytes, long ruleBytes, int size) {
    long budget = (long) mebibytes * MIB;
    long empty = (long) Weights.VM + MemoryMap.CALL_BUFFERS;
    long taken = empty + 2L * compiler.laid() + 2L * size + ruleBytes;
    if (budget - taken < budget / LEAST_LEFT) {
      throw new RefusedException(
          "the rules take "
              + taken / MIB
              + " MiB of the memory budget of "
              + mebibytes
              + " MiB and leave too little for calls: raise memory.budget");
    }
  }

  /** These rules are in force. */
  void configured(Configuration next, long ruleBytes, LimitTable table) {
    Sharding sharding = next.sharding();
    bytes = (long) next.memory() * MIB;
    rules = ruleBytes;
    late = 0;
    forget();
    left = bytes - fixed() - rules - counters.bytes();
    int values = sharding == null ? 0 : sharding.needs().arguments();
    for (Limit limit : table.limits()) {
      values = Math.max(values, limit.params().length);
    }
    carried(table);
    visitBytes = Math.max(visitBytes, Weights.visit(values));
    bind();
  }

  /** Limits of these rules go on with values that others knew. */
  void carried(LimitTable table) {
    for (Limit limit : table.limits()) {
      if (limit.isMade()) {
        use(limit, 0);
      }
    }
  }

  /** What the proxy hands over may take what is free. */
  void bind() {
    long most = Math.max(buffers(), buffers() + free());
    host.buffers().bound((int) Math.min(MemoryMap.PROGRAM, MemoryMap.CALL_BUFFERS + most));
  }

  /** What nobody has, and the states need not have. */
  private long free() {
    return room() - part(STATES);
  }

  /** The states of limits that are not in force go; who shares values with a next one stays. */
  private void forget() {
    Limit limit = newest;
    while (limit != null) {
      Limit next = limit.older;
      if (limit.params().length == 0) {
        limit.release();
      }
      unlink(limit);
      limit.weight = 0;
      limit = next;
    }
    states = 0;
  }

  private long fixed() {
    return (long) Weights.VM + MemoryMap.CALL_BUFFERS + compiler.touched();
  }

  private long buffers() {
    return (long) host.buffers().highest() - MemoryMap.CALL_BUFFERS;
  }

  private long part(int parts) {
    return left / PARTS * parts;
  }

  /**
   * Rules were read late, or forgotten.
   *
   * @param more bytes
   * @return whether they take more than they may
   */
  boolean late(long more) {
    late += more;
    bind();
    return late > part(LATE) || free() < 0;
  }

  /** Whether one more name may be remembered that only patterns match; it then is. */
  boolean name(int nameBytes) {
    if (names + nameBytes > part(NAMES) || nameBytes > free()) {
      return false;
    }
    names += nameBytes;
    bind();
    return true;
  }

  /** All names were forgotten. */
  void noNames() {
    names = 0;
  }

  /** Whether one more call may be under way than ever before; it then is. */
  boolean visit() {
    if ((visits + 1) * visitBytes > part(VISITS) || visitBytes > free()) {
      return false;
    }
    visits++;
    bind();
    return true;
  }

  /** A call of the limit comes: its state is the last to go. */
  void use(Limit limit, long nanos) {
    if (limit != newest) {
      unlink(limit);
      limit.older = newest;
      if (newest != null) {
        newest.newer = limit;
      }
      newest = limit;
      oldest = oldest == null ? limit : oldest;
    }
    if (limit.weight == 0 || limit.params().length > 0) {
      int weight = limit.state().weight();
      states += weight - limit.weight;
      limit.weight = weight;
    }
    if (states > room()) {
      evict(nanos);
    }
  }

  /**
   * The end of a call of the limit comes, or one that is not decided: if its state was made for
   * that, it is accounted for.
   *
   * @param apart a limit that is always held
   */
  void hold(Limit limit, @Nullable Limit apart) {
    if (limit.weight == 0 && limit != apart) {
      use(limit, host.nanos());
    }
  }

  private long room() {
    return bytes
        - fixed()
        - buffers()
        - rules
        - late
        - names
        - counters.bytes()
        - visits * visitBytes;
  }

  private void evict(long nanos) {
    long room = room();
    Limit limit = oldest;
    while (states > room && limit != null) {
      states -= limit.weight;
      limit.weight = 0;
      unlink(limit);
      cells.release(limit, nanos);
      limit.release();
      counters.evicted();
      limit = oldest;
    }
  }

  private void unlink(Limit limit) {
    Limit after = limit.newer;
    Limit before = limit.older;
    if (after != null) {
      after.older = before;
    } else if (newest == limit) {
      newest = before;
    }
    if (before != null) {
      before.newer = after;
    } else if (oldest == limit) {
      oldest = after;
    }
    limit.newer = null;
    limit.older = null;
  }
}
