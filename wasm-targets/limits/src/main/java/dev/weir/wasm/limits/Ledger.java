package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.Metrics;
import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.type.MetricType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has counted, on its way to where Weir's service finds it. A call adds to numbers of
 * the worker's own; with a tick of the timer, at most ten times a second, what was added since goes
 * into the pages that all workers share, by compare-and-swap. What could not be stored stays for
 * the next time.
 *
 * <p>A resource whose page is full is not reported: {@code weir.unreported} counts such.
 */
final class Ledger {

  /** Flushes are at least so far apart. */
  static final long PERIOD_NANOS = 95_000_000L;

  private static final int EPOCH_BYTES = 8;

  private final Host host;
  private final LedgerPage page;
  private final Slice epoch;
  private final Slice value = new Slice();
  private final @Nullable Tally[] changed = new @Nullable Tally[LedgerFormat.PAGES];
  private boolean any;
  private boolean begun;
  private long flushedNanos;
  private int unreported = Metrics.NONE;

  Ledger(Host host, Dialect dialect) {
    this.host = host;
    this.page = new LedgerPage(host, dialect);
    this.epoch = host.constant(LedgerFormat.EPOCH);
  }

  /**
   * Counts.
   *
   * @param index of {@link LedgerFormat}
   */
  void add(Tally tally, int index, long count) {
    if (tally.offset == Tally.NOWHERE) {
      return;
    }
    tally.counts[index] += count;
    if (!tally.changed) {
      tally.changed = true;
      int number = LedgerFormat.page(tally.hash);
      tally.next = changed[number];
      changed[number] = tally;
      any = true;
    }
  }

  /** The timer has fired. */
  void tick(long nanos) {
    if (nanos - flushedNanos >= PERIOD_NANOS || nanos < flushedNanos) {
      flush(nanos);
    }
  }

  /** Stores what was counted. */
  void flush(long nanos) {
    flushedNanos = nanos;
    if (!any || !begin(nanos)) {
      return;
    }
    any = false;
    for (int number = 0; number < LedgerFormat.PAGES; number++) {
      Tally first = changed[number];
      if (first != null && page.store(number, first)) {
        clear(first);
        changed[number] = null;
      }
      any |= changed[number] != null;
    }
  }

  /** Sees to it that there is an epoch; false when shared data does not work. */
  private boolean begin(long nanos) {
    if (!begun && nanos > 0) {
      int mark = host.buffers().mark();
      int status = host.sharedData().get(epoch, value);
      int address = host.buffers().allocate(EPOCH_BYTES);
      if (status == Status.NOT_FOUND && address != 0) {
        host.memory().store64(address, nanos);
        value.set(address, EPOCH_BYTES);
        status = host.sharedData().set(epoch, value, SharedData.CREATE);
      }
      begun = status == Status.OK || status == Status.CAS_MISMATCH;
      host.buffers().rewind(mark);
    }
    return begun;
  }

  private void clear(Tally first) {
    Tally tally = first;
    while (tally != null) {
      for (int i = 0; i < LedgerFormat.COUNTS; i++) {
        tally.counts[i] = 0;
      }
      tally.changed = false;
      if (tally.offset == Tally.NOWHERE) {
        count();
      }
      Tally next = tally.next;
      tally.next = null;
      tally = next;
    }
  }

  private void count() {
    if (unreported == Metrics.NONE) {
      unreported = host.metrics().define(MetricType.COUNTER, "weir.unreported");
    }
    if (unreported != Metrics.NONE) {
      host.metrics().increment(unreported, 1);
    }
  }
}
