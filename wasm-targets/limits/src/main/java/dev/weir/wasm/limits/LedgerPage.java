package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/** Adds what one worker has counted to a page that all workers share. */
final class LedgerPage {

  private static final int MAX_ATTEMPTS = 100;

  private final Host host;
  private final Slice[] keys;
  private final Slice value = new Slice();

  LedgerPage(Host host, Dialect dialect) {
    this.host = host;
    this.keys = LedgerFormat.keys(host, dialect.sharedPrefix());
  }

  /** Adds the tallies of a page to it; false when that was not possible and nothing is stored. */
  boolean store(int number, Tally first) {
    int mark = host.buffers().mark();
    int status = Status.CAS_MISMATCH;
    for (int i = 0; i < MAX_ATTEMPTS && status == Status.CAS_MISMATCH; i++) {
      host.buffers().rewind(mark);
      status = attempt(keys[number], first);
    }
    host.buffers().rewind(mark);
    return status == Status.OK;
  }

  private int attempt(Slice key, Tally first) {
    int status = host.sharedData().get(key, value);
    int version = SharedData.CREATE;
    if (status == Status.NOT_FOUND) {
      value.set(0, 0);
    } else if (status == Status.OK) {
      version = host.sharedData().version();
    } else {
      return status;
    }
    int known = value.length();
    int more = locate(first);
    status = more > 0 && !extend(more) ? Status.INVALID_MEMORY_ACCESS : Status.OK;
    if (status == Status.OK) {
      add(first, known);
      status = value.length() == 0 ? Status.OK : host.sharedData().set(key, value, version);
    }
    if (status != Status.OK) {
      forget(first, known);
    }
    return status;
  }

  /** Records that were to be made were not. */
  private static void forget(Tally first, int known) {
    for (Tally tally = first; tally != null; tally = tally.next) {
      if (tally.offset >= known) {
        tally.offset = Tally.UNKNOWN;
      }
    }
  }

  /** Finds the records; how many bytes those take that are not there. */
  private int locate(Tally first) {
    int end = value.length();
    for (Tally tally = first; tally != null; tally = tally.next) {
      tally.offset = find(tally);
      if (tally.offset == Tally.UNKNOWN) {
        int bytes = LedgerFormat.bytes(tally.nameLength);
        boolean room = end + bytes <= LedgerFormat.MAX_PAGE;
        tally.offset = room ? end : Tally.NOWHERE;
        end += room ? bytes : 0;
      }
    }
    return end - value.length();
  }

  private int find(Tally tally) {
    Memory memory = host.memory();
    int from = value.address();
    int end = value.end();
    if (tally.offset >= 0 && is(tally, from + tally.offset, end)) {
      return tally.offset;
    }
    int record = from;
    while (record + LedgerFormat.bytes(0) <= end) {
      if (is(tally, record, end) && isNamed(tally, record)) {
        return record - from;
      }
      record = LedgerFormat.next(memory, record);
    }
    return Tally.UNKNOWN;
  }

  private boolean isNamed(Tally tally, int record) {
    Memory memory = host.memory();
    int mark = host.buffers().mark();
    int name = host.buffers().allocate(tally.nameLength);
    boolean same = name != 0;
    if (same) {
      Utf8.write(memory, name, tally.resource);
    }
    for (int i = 0; same && i < tally.nameLength; i++) {
      same = memory.load8(name + i) == memory.load8(LedgerFormat.name(record) + i);
    }
    host.buffers().rewind(mark);
    return same;
  }

  private boolean is(Tally tally, int record, int end) {
    return LedgerFormat.is(host.memory(), record, end, tally.hash, tally.nameLength);
  }

  /** Makes the page longer by records of those that have none. */
  private boolean extend(int more) {
    int length = value.length();
    int address = host.buffers().allocate(length + more);
    if (address == 0) {
      return false;
    }
    host.memory().copy(value.address(), address, length);
    value.set(address, length + more);
    return true;
  }

  private void add(Tally first, int known) {
    Memory memory = host.memory();
    int from = value.address();
    for (Tally tally = first; tally != null; tally = tally.next) {
      if (tally.offset == Tally.NOWHERE) {
        continue;
      }
      int record = from + tally.offset;
      if (tally.offset >= known) {
        LedgerFormat.begin(memory, record, tally.hash, tally.nameLength);
        Utf8.write(memory, LedgerFormat.name(record), tally.resource);
      }
      for (int i = 0; i < LedgerFormat.COUNTS; i++) {
        int at = LedgerFormat.count(record, i);
        memory.store64(at, memory.load64(at) + tally.counts[i]);
      }
    }
  }
}
