package dev.weir.wasm.limits;

import dev.weir.engine.HostedInbound;
import dev.weir.engine.HostedResource;
import dev.weir.engine.cell.Cells;
import dev.weir.rule.SystemRule;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statistics over all calls of a filter in all workers, and the system rules that look at them.
 * Where there is no such rule nothing is counted, and a call pays nothing. They lie in shared data
 * as the cells of {@link SharedCells} do; when shared data does not work, the worker goes on with
 * statistics of its own.
 */
final class SharedInbound {

  private static final int MAX_ATTEMPTS = 100;
  private static final int CELL = 8;

  private static final int ENTER = 0;
  private static final int TAKE_BACK = 1;
  private static final int COMPLETE = 2;

  private final Host host;
  private final Counters counters;
  private final HostedResource.Host surroundings;
  private final Slice key;
  private final Slice value = new Slice();
  private HostedInbound inbound;
  private final long[] own;
  private int version;
  private boolean on;

  SharedInbound(Host host, Counters counters, Dialect dialect, HostedResource.Host surroundings) {
    this.host = host;
    this.counters = counters;
    this.surroundings = surroundings;
    this.key = host.constant(dialect.sharedPrefix() + "inbound");
    this.inbound = new HostedInbound(List.of(), surroundings);
    this.own = new long[inbound.cells().length()];
  }

  /** These rules are in force. */
  void configured(List<SystemRule> rules) {
    on = !rules.isEmpty();
    inbound = new HostedInbound(rules, surroundings);
  }

  /** Whether there are rules. */
  boolean isOn() {
    return on;
  }

  /** Counts a call that comes in; the rule that refuses it, or null. */
  @Nullable SystemRule enter(long nanos) {
    return run(ENTER, nanos, nanos);
  }

  /** How many rules in shadow would have refused the call that came last. */
  int shadowed() {
    return inbound.shadowed();
  }

  /** A call that came in then is refused by a rule of its resource. */
  void takeBack(long enteredNanos) {
    run(TAKE_BACK, enteredNanos, enteredNanos);
  }

  /** A call has ended that came in then. */
  void complete(long enteredNanos, long nanos) {
    run(COMPLETE, enteredNanos, nanos);
  }

  private @Nullable SystemRule run(int step, long enteredNanos, long nanos) {
    int mark = host.buffers().mark();
    int status = Status.CAS_MISMATCH;
    SystemRule refusing = null;
    for (int i = 0; i < MAX_ATTEMPTS && status == Status.CAS_MISMATCH; i++) {
      host.buffers().rewind(mark);
      status = load();
      if (status == Status.OK) {
        refusing = take(step, enteredNanos, nanos);
        status = refusing != null ? Status.OK : store();
      }
    }
    host.buffers().rewind(mark);
    if (status != Status.OK) {
      counters.decidedLocally();
      return alone(step, enteredNanos, nanos);
    }
    return refusing;
  }

  /** Decides on what this worker alone has seen since shared data failed. */
  private @Nullable SystemRule alone(int step, long enteredNanos, long nanos) {
    Cells cells = inbound.cells();
    for (int i = 0; i < cells.length(); i++) {
      cells.set(i, own[i]);
    }
    SystemRule refusing = take(step, enteredNanos, nanos);
    for (int i = 0; i < cells.length(); i++) {
      own[i] = cells.get(i);
    }
    return refusing;
  }

  private @Nullable SystemRule take(int step, long enteredNanos, long nanos) {
    if (step == ENTER) {
      return inbound.enter(nanos);
    }
    if (step == TAKE_BACK) {
      inbound.takeBack(enteredNanos);
    } else {
      inbound.complete(enteredNanos, nanos);
    }
    return null;
  }

  private int load() {
    Cells cells = inbound.cells();
    int status = host.sharedData().get(key, value);
    if (status == Status.NOT_FOUND) {
      version = SharedData.CREATE;
      for (int i = 0; i < cells.length(); i++) {
        cells.set(i, 0);
      }
      return Status.OK;
    }
    if (status != Status.OK || value.length() != CELL * cells.length()) {
      return status == Status.OK ? Status.SERIALIZATION_FAILURE : status;
    }
    version = host.sharedData().version();
    Memory memory = host.memory();
    for (int i = 0; i < cells.length(); i++) {
      cells.set(i, memory.load64(value.address() + CELL * i));
    }
    return Status.OK;
  }

  private int store() {
    Cells cells = inbound.cells();
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
}
