package dev.weir.wasm.limits;

import dev.weir.engine.Ahead;
import dev.weir.engine.HostedResource;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.Cells;
import dev.weir.rule.Rule;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides on state that all workers of the proxy share: the cells are loaded from shared data, the
 * resource decides, and what it changed is stored by compare-and-swap; whoever comes second decides
 * again on what the first has stored. So a limit holds exactly over all workers, and a breaker that
 * opens is open in all. What was not changed is not stored. Far from a limit a worker has calls on
 * {@link Lease}, and does not even load.
 *
 * <p>When shared data does not work (a host that refuses it, a value of another length, a swap that
 * never succeeds) the worker decides on cells of its own and counts that; a call that entered so
 * ends so.
 */
final class SharedCells {

  /** Each failed attempt is another worker's success; so many in a row do not happen. */
  private static final int MAX_ATTEMPTS = 100;

  /** The lease goes on as it was. */
  private static final int KEPT = -1;

  private static final int CELL = 8;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Host host;
  private final Counters counters;
  private final Slice value = new Slice();
  private final List<Limit> holding = new ArrayList<>();
  private final Visit settling = new Visit();
  private int generation;

  SharedCells(Host host, Counters counters) {
    this.host = host;
    this.counters = counters;
  }

  /** Rules of this generation are in force now: keys of it lie in linear memory. */
  void generation(int inForce) {
    settleAll();
    generation = inForce;
  }

  /** Decides a call; false when a rule of {@link Visit#blockedBy} blocks it. */
  boolean enter(Limit limit, Visit visit, long nanos, int batch) {
    if (limit.lease().take(nanos, batch)) {
      return enterLeased(limit, visit, nanos, batch);
    }
    Rule full = limit.state().fullAt(nanos / NANOS_PER_MILLI);
    if (full != null) {
      visit.blockedBy = full;
      return false;
    }
    visit.begin(nanos);
    run(limit, visit);
    visit.blockedBy = visit.entry.blockedBy();
    if (visit.entry.verdict() != Verdict.BLOCK) {
      return true;
    }
    // a larger batch is refused by a window in which a smaller one may still find room
    if (batch == 1 && !visit.local) {
      limit.state().remember(visit.blockedBy, nanos / NANOS_PER_MILLI);
    }
    return false;
  }

  private static boolean enterLeased(Limit limit, Visit visit, long nanos, int batch) {
    if (limit.traits().plain() || visit.enterLeased(limit.node(), nanos)) {
      return true;
    }
    limit.lease().untake(batch);
    visit.blockedBy = visit.entry.blockedBy();
    return false;
  }

  /** Counts the end of a call that entered. */
  void complete(Limit limit, Visit visit, long nanos, boolean error) {
    visit.end(nanos, error);
    if (visit.local) {
      alone(limit, visit);
    } else if (!visit.leased) {
      run(limit, visit);
    } else if (completeLeased(limit, visit, nanos)) {
      run(limit, visit);
    } else {
      list(limit);
    }
  }

  /** Whether the workers have to be told of the end; of rules that are gone they are told alone. */
  private boolean completeLeased(Limit limit, Visit visit, long nanos) {
    boolean matters = visit.completeLeased(limit.node());
    Lease lease = limit.lease();
    lease.ended();
    boolean full = !matters && lease.keep();
    return matters || full || lease.isOver(nanos) || !isInForce(limit);
  }

  private boolean isInForce(Limit limit) {
    return Math.abs(limit.keys().generation()) == generation;
  }

  private void list(Limit limit) {
    if (limit.lease().list()) {
      holding.add(limit);
    }
  }

  /** Time passes: what leases hold that are over is given back and told. */
  void tick(long nanos) {
    int kept = 0;
    for (int i = 0; i < holding.size(); i++) {
      Limit limit = holding.get(i);
      if (!limit.isMade()) {
        continue;
      }
      if (limit.lease().isOver(nanos)) {
        settle(limit, nanos);
      } else {
        holding.set(kept++, limit);
      }
    }
    while (holding.size() > kept) {
      holding.remove(holding.size() - 1);
    }
  }

  /** The state of a limit goes: what its lease holds is given back and told. */
  void release(Limit limit, long nanos) {
    if (limit.isMade() && limit.lease().holds()) {
      settle(limit, nanos);
    }
  }

  /** Other rules come: what all leases hold is given back and told. */
  private void settleAll() {
    long nanos = holding.isEmpty() ? 0 : host.nanos();
    for (int i = 0; i < holding.size() && nanos >= 0; i++) {
      if (holding.get(i).isMade()) {
        settle(holding.get(i), nanos);
      }
    }
    holding.clear();
  }

  private void settle(Limit limit, long nanos) {
    limit.lease().unlist();
    settling.settle(nanos);
    run(limit, settling);
  }

  private void run(Limit limit, Visit visit) {
    if (!limit.traits().deciding()) {
      visit.decide(limit.node());
      limit.node().commit();
      return;
    }
    int mark = host.buffers().mark();
    Slice key = key(limit);
    int behindKey = host.buffers().mark();
    int status = Status.CAS_MISMATCH;
    for (int i = 0; i < MAX_ATTEMPTS && status == Status.CAS_MISMATCH; i++) {
      host.buffers().rewind(behindKey);
      status = attempt(limit, visit, key);
    }
    host.buffers().rewind(mark);
    if (status != Status.OK) {
      counters.decidedLocally();
      alone(limit, visit);
    }
  }

  /** A key of rules that are not in force any more is written anew. */
  private Slice key(Limit limit) {
    LimitState.Key key = limit.state().key();
    boolean there = limit.keys().generation() == generation && key.bytes().length() > 0;
    return there ? key.bytes() : host.text(key.name());
  }

  private int attempt(Limit limit, Visit visit, Slice key) {
    HostedResource node = limit.node();
    int status = host.sharedData().get(key, value);
    boolean created = status == Status.NOT_FOUND;
    if (!created && (status != Status.OK || !load(node.cells()))) {
      return status == Status.OK ? Status.SERIALIZATION_FAILURE : status;
    }
    int version = created ? clear(node.cells()) : host.sharedData().version();
    long blocks = limit.traits().shadow() ? node.shadowBlocks() : 0;
    int ahead = decide(limit, visit);
    if (created || changed(limit)) {
      status = store(key, node.cells(), version);
    }
    if (status == Status.OK) {
      node.commit();
      stored(limit, visit, ahead);
      counters.shadowed(limit, limit.traits().shadow() ? node.shadowBlocks() - blocks : 0);
    }
    return status;
  }

  /** Decides on what the cells hold; how many calls were counted ahead, or {@link #KEPT}. */
  private int decide(Limit limit, Visit visit) {
    Ahead ahead = limit.node().ahead();
    Lease lease = limit.lease();
    ahead.again();
    if (visit.enters()) {
      lease.giveBack(ahead);
    }
    lease.tell(ahead, visit.nanos());
    visit.decide(limit.node());
    if (visit.enters()) {
      return visit.passes() ? lease.renew(ahead, visit.nanos()) : 0;
    }
    boolean goesOn = visit != settling && isInForce(limit) && !lease.isOver(visit.nanos());
    if (lease == Lease.NONE || (goesOn && ahead.room(visit.nanos(), 1) > 0)) {
      return KEPT;
    }
    lease.giveBack(ahead);
    return 0;
  }

  private void stored(Limit limit, Visit visit, int ahead) {
    Lease lease = limit.lease();
    if (ahead == KEPT) {
      lease.told();
      return;
    }
    lease.stored(visit.nanos(), ahead);
    if (ahead > 0 && lease.wantsTicks()) {
      list(limit);
    }
  }

  private static int clear(Cells cells) {
    for (int i = 0; i < cells.length(); i++) {
      cells.set(i, 0);
    }
    return SharedData.CREATE;
  }

  /** Whether the value is the state of such a resource, by its length; then it is loaded. */
  private boolean load(Cells cells) {
    if (value.length() != CELL * cells.length()) {
      return false;
    }
    Memory memory = host.memory();
    for (int i = 0; i < cells.length(); i++) {
      cells.set(i, memory.load64(value.address() + CELL * i));
    }
    return true;
  }

  /** Whether something was changed that anybody looks at. */
  private boolean changed(Limit limit) {
    Cells cells = limit.node().cells();
    Memory memory = host.memory();
    int from = limit.traits().counted() ? 0 : limit.node().statistics();
    for (int i = from; i < cells.length(); i++) {
      if (memory.load64(value.address() + CELL * i) != cells.get(i)) {
        return true;
      }
    }
    return false;
  }

  private int store(Slice key, Cells cells, int version) {
    int length = CELL * cells.length();
    int address = host.buffers().allocate(length);
    if (address == 0) {
      return Status.INVALID_MEMORY_ACCESS;
    }
    Memory memory = host.memory();
    for (int i = 0; i < cells.length(); i++) {
      memory.store64(address + CELL * i, cells.get(i));
    }
    value.set(address, length);
    return host.sharedData().set(key, value, version);
  }

  private static void alone(Limit limit, Visit visit) {
    Cells cells = limit.node().cells();
    long[] local = limit.state().local();
    for (int i = 0; i < local.length; i++) {
      cells.set(i, local[i]);
    }
    visit.local = true;
    limit.node().ahead().again();
    visit.decide(limit.node());
    limit.node().commit();
    for (int i = 0; i < local.length; i++) {
      local[i] = cells.get(i);
    }
  }
}
