package dev.weir.wasm.limits;

import dev.weir.engine.cell.Cells;
import dev.weir.engine.outlier.HostedNode;
import dev.weir.rule.OutlierRule;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * The nodes of a resource that has an outlier rule, in shared data: a node that is out in one
 * worker is out in all within {@value #LOOK_NANOS} ns, and in the one that saw it fail at once. One
 * value holds them all, changed by compare-and-swap: for each node its address, {@value #ADDRESS}
 * bytes of which the first is the length, then the cells of a {@link HostedNode}.
 *
 * <p>A node is known from its first completed call on, at most {@value #MAX} of them; where there
 * is no room, the one goes that is not out and has had no call for longest.
 */
final class SharedNodes {

  /** Most nodes. */
  static final int MAX = 64;

  /** Room for an address; longer ones are not known. */
  static final int ADDRESS = 64;

  /** While no node is known to be out, shared data is looked at so often. */
  static final long LOOK_NANOS = 20_000_000;

  private static final int MAX_ATTEMPTS = 100;
  private static final int CELL = 8;
  private static final int NOBODY = -1;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Host host;
  private final String key;
  private final HostedNode node;
  private final boolean shadow;
  private final int size;
  private final Slice value = new Slice();
  private final Slice chosen = new Slice();
  private int version;
  private boolean changed;
  private boolean ejected;
  private boolean quiet;
  private long seenNanos;
  private int turn;

  /**
   * @param prefix of the key in shared data
   */
  SharedNodes(Host host, String prefix, OutlierRule rule) {
    this.host = host;
    this.node = new HostedNode(rule);
    this.shadow = rule.policy().shadow();
    this.size = ADDRESS + CELL * node.cells().length();
    this.key = prefix + "nodes/" + node.layout() + '/' + rule.resource();
  }

  /** How many cells it keeps. */
  int cells() {
    return node.cells().length();
  }

  /** Whether the rule only counts. */
  boolean shadow() {
    return shadow;
  }

  /**
   * Finds out where a call may go: {@link #chosen} then says it.
   *
   * @return the status of shared data; OK when it worked
   */
  int choose(long nanos) {
    chosen.set(0, 0);
    long age = nanos - seenNanos;
    if (quiet && age >= 0 && age < LOOK_NANOS) {
      return Status.OK;
    }
    Slice text = host.text(key);
    int mark = host.buffers().mark();
    int status = Status.CAS_MISMATCH;
    for (int i = 0; i < MAX_ATTEMPTS && status == Status.CAS_MISMATCH; i++) {
      host.buffers().rewind(mark);
      status = load(text, nanos / NANOS_PER_MILLI);
      if (status == Status.OK) {
        ask(nanos / NANOS_PER_MILLI);
        status = changed ? host.sharedData().set(text, value, version) : Status.OK;
      }
    }
    seenNanos = nanos;
    return status;
  }

  /**
   * Addresses divided by commas, the one to take first; empty when the call may go to any. There
   * until the buffers are rewound.
   */
  Slice chosen() {
    return chosen;
  }

  /**
   * Counts a call that has ended; {@link #ejected} then says what came of it.
   *
   * @param address of the node that served it
   * @param rtMs its response time, in milliseconds
   * @return the status of shared data; OK when it worked
   */
  int completed(Slice address, long nanos, long rtMs, boolean error) {
    ejected = false;
    if (address.length() >= ADDRESS) {
      return Status.OK;
    }
    Slice text = host.text(key);
    int mark = host.buffers().mark();
    int status = Status.CAS_MISMATCH;
    for (int i = 0; i < MAX_ATTEMPTS && status == Status.CAS_MISMATCH; i++) {
      host.buffers().rewind(mark);
      status = load(text, nanos / NANOS_PER_MILLI);
      if (status == Status.OK) {
        status = count(address, nanos / NANOS_PER_MILLI, rtMs, error);
      }
      if (status == Status.OK) {
        status = host.sharedData().set(text, value, version);
      }
    }
    quiet &= node.isClosed();
    ejected &= status == Status.OK;
    return status;
  }

  /** Whether the call that was counted last put its node out. */
  boolean ejected() {
    return ejected;
  }

  private int count(Slice address, long nowMs, long rtMs, boolean error) {
    int at = find(address);
    if (at == NOBODY) {
      at = add(address, nowMs);
    }
    if (at == NOBODY) {
      return Status.INVALID_MEMORY_ACCESS;
    }
    take(at);
    boolean before = node.isOut();
    node.completed(nowMs, rtMs, error);
    put(at);
    ejected = !before && node.isOut();
    return Status.OK;
  }

  /** Reads what is there, and forgets those whose time is over. */
  private int load(Slice text, long nowMs) {
    changed = false;
    int status = host.sharedData().get(text, value);
    if (status == Status.NOT_FOUND) {
      version = SharedData.CREATE;
      value.set(0, 0);
      return Status.OK;
    }
    if (status != Status.OK || value.length() % size != 0 || value.length() > MAX * size) {
      return status == Status.OK ? Status.SERIALIZATION_FAILURE : status;
    }
    version = host.sharedData().version();
    for (int i = known() - 1; i >= 0; i--) {
      take(i);
      if (node.isForgotten(nowMs)) {
        host.memory().copy(at(known() - 1), at(i), size);
        value.set(value.address(), value.length() - size);
        changed = true;
      } else {
        put(i);
      }
    }
    return Status.OK;
  }

  private int known() {
    return value.length() / size;
  }

  private int at(int index) {
    return value.address() + size * index;
  }

  /** Fills the cells with those of a node. */
  private void take(int index) {
    Cells cells = node.cells();
    Memory memory = host.memory();
    for (int i = 0, from = at(index) + ADDRESS; i < cells.length(); i++, from += CELL) {
      cells.set(i, memory.load64(from));
    }
  }

  /** Puts the cells back. */
  private void put(int index) {
    Cells cells = node.cells();
    Memory memory = host.memory();
    for (int i = 0, to = at(index) + ADDRESS; i < cells.length(); i++, to += CELL) {
      changed |= memory.load64(to) != cells.get(i);
      memory.store64(to, cells.get(i));
    }
  }

  /** Asks each node, and lists where the call may go. */
  private void ask(long nowMs) {
    int known = known();
    int most = node.mostOut(known);
    int probe = NOBODY;
    long left = 0;
    quiet = true;
    for (int i = 0; i < known; i++) {
      take(i);
      int answer = probe == NOBODY || node.isClosed() ? node.ask(nowMs) : HostedNode.OUT;
      put(i);
      quiet &= answer == HostedNode.IN;
      if (answer == HostedNode.PROBE) {
        probe = i;
      } else if (answer == HostedNode.IN || most == 0) {
        left |= 1L << i;
      } else {
        most--;
      }
    }
    if (!quiet) {
      list(probe, left);
    }
  }

  /** Where the call may go to any node, none is named: that is the proxy's own to balance. */
  private void list(int probe, long left) {
    int known = known();
    if (probe == NOBODY && Long.bitCount(left) == known) {
      return;
    }
    int address = host.buffers().allocate(known * ADDRESS);
    chosen.set(address, 0);
    if (address == 0) {
      return;
    }
    if (probe != NOBODY) {
      append(probe);
    }
    turn = turn + 1 & Integer.MAX_VALUE;
    for (int i = 0; i < known; i++) {
      int next = (turn % known + i) % known;
      if ((left & 1L << next) != 0) {
        append(next);
      }
    }
  }

  private void append(int index) {
    Memory memory = host.memory();
    if (chosen.length() > 0) {
      memory.store8(chosen.end(), ',');
      chosen.set(chosen.address(), chosen.length() + 1);
    }
    int length = memory.load8(at(index)) & ADDRESS - 1;
    memory.copy(at(index) + 1, chosen.end(), length);
    chosen.set(chosen.address(), chosen.length() + length);
  }

  private int find(Slice address) {
    Memory memory = host.memory();
    for (int i = known() - 1; i >= 0; i--) {
      int at = at(i);
      if (memory.load8(at) == address.length() && equal(memory, at + 1, address)) {
        return i;
      }
    }
    return NOBODY;
  }

  private static boolean equal(Memory memory, int at, Slice address) {
    for (int i = 0; i < address.length(); i++) {
      if (memory.load8(at + i) != memory.load8(address.address() + i)) {
        return false;
      }
    }
    return true;
  }

  /** Makes a node, in the place of another where there is no room. */
  private int add(Slice address, long nowMs) {
    int index = known() < MAX ? append() : idlest(nowMs);
    if (index != NOBODY) {
      Memory memory = host.memory();
      for (int i = 0; i < size; i += CELL) {
        memory.store64(at(index) + i, 0);
      }
      memory.store8(at(index), address.length());
      memory.copy(address.address(), at(index) + 1, address.length());
    }
    return index;
  }

  private int append() {
    int longer = host.buffers().allocate(value.length() + size);
    if (longer == 0) {
      return NOBODY;
    }
    host.memory().copy(value.address(), longer, value.length());
    value.set(longer, value.length() + size);
    return known() - 1;
  }

  /** The node that is missed least: not out, if there is such, and without calls for longest. */
  private int idlest(long nowMs) {
    int idlest = 0;
    long least = Long.MIN_VALUE;
    for (int i = 0; i < known(); i++) {
      take(i);
      long idle = nowMs - node.lastUse() - (node.isOut() ? Long.MAX_VALUE / 2 : 0);
      if (idle > least) {
        least = idle;
        idlest = i;
      }
    }
    return idlest;
  }
}
