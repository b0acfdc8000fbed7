package dev.weir.wasm.limits;

import dev.weir.engine.Decision;
import dev.weir.engine.FlowNode;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * Decides on windows that all workers of the proxy share: the state is loaded from shared data, the
 * node decides, and what it changed is stored by compare-and-swap; whoever comes second decides
 * again on what the first has stored. So the limit holds exactly over all workers.
 *
 * <p>When shared data does not work (a host that refuses it, a value of another length or that no
 * window can have, a swap that never succeeds) the worker decides on windows of its own and counts
 * that.
 */
final class SharedWindows {

  /** Each failed attempt is another worker's success; so many in a row do not happen. */
  private static final int MAX_ATTEMPTS = 100;

  private static final int CELL = 8;

  private final Host host;
  private final Counters counters;
  private final Slice value = new Slice();
  private long[] cells = new long[0];

  SharedWindows(Host host, Counters counters) {
    this.host = host;
    this.counters = counters;
  }

  Decision decide(Limit limit, long nowMs, int batch) {
    Decision.Block full = limit.fullAt(nowMs);
    if (full != null) {
      return full;
    }
    if (cells.length < limit.node().stateLength()) {
      cells = new long[limit.node().stateLength()];
    }
    return shared(limit, nowMs, batch);
  }

  private Decision shared(Limit limit, long nowMs, int batch) {
    FlowNode node = limit.node();
    int mark = host.buffers().mark();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      host.buffers().rewind(mark);
      int status = host.sharedData().get(limit.sharedKey(), value);
      boolean created = status == Status.NOT_FOUND;
      if (!created && (status != Status.OK || !load(node.stateLength()))) {
        break;
      }
      int version = created ? clear(node.stateLength()) : host.sharedData().version();
      Decision decision = node.enter(cells, nowMs, batch);
      if (decision instanceof Decision.Block block) {
        // a larger batch is refused by a window in which a smaller one may still find room
        if (batch == 1) {
          limit.remember(block, nowMs);
        }
        return decision;
      }
      status = store(limit.sharedKey(), node.stateLength(), version);
      if (status == Status.OK) {
        return decision;
      }
      if (status != Status.CAS_MISMATCH) {
        break;
      }
    }
    counters.decidedLocally();
    return node.enter(nowMs, batch);
  }

  private int clear(int length) {
    for (int i = 0; i < length; i++) {
      cells[i] = 0;
    }
    return SharedData.CREATE;
  }

  /** Whether the value is the state of such a node: its length, and no cell below 0. */
  private boolean load(int length) {
    if (value.length() != CELL * length) {
      return false;
    }
    Memory memory = host.memory();
    for (int i = 0; i < length; i++) {
      long cell = memory.load64(value.address() + CELL * i);
      if (cell < 0) {
        return false;
      }
      cells[i] = cell;
    }
    return true;
  }

  private int store(Slice key, int length, int version) {
    int address = host.buffers().allocate(CELL * length);
    if (address == 0) {
      return Status.INVALID_MEMORY_ACCESS;
    }
    Memory memory = host.memory();
    for (int i = 0; i < length; i++) {
      memory.store64(address + CELL * i, cells[i]);
    }
    value.set(address, CELL * length);
    return host.sharedData().set(key, value, version);
  }
}
