package dev.weir.engine.hotspot;

/**
 * Calls that are running at the same time; sentinel-golang v1.0.4, core/hotspot,
 * performCheckingForConcurrencyMetric and ConcurrencyStatSlot.
 *
 * <p>The first call of a value that is not known passes whatever the threshold. A call is counted
 * when all rules have let it pass and until it completes; a value that was forgotten meanwhile
 * begins at 0 and may go below. The first number of a value is how many are running.
 */
final class Running implements Counter {

  private final ParamTable table;
  private final ItemTable thresholds;

  Running(ParamTable table, ItemTable thresholds) {
    this.table = table;
    this.thresholds = thresholds;
  }

  @Override
  public long check(long key, long nowMs, long batch) {
    while (true) {
      int entry = table.find(key);
      if (entry < 0) {
        if (table.insert(key, 0, 0, 0) == ParamTable.INSERTED) {
          return PASS;
        }
      } else {
        table.touch(entry);
        long running = table.first(entry, key);
        if (table.holds(entry, key)) {
          return running + 1 <= thresholds.of(key) ? PASS : BLOCK;
        }
      }
    }
  }

  /**
   * Counts a call that passed.
   *
   * @return false when others have been counted since and it does not fit any more
   */
  boolean enter(long key) {
    long threshold = thresholds.of(key);
    while (true) {
      int entry = table.find(key);
      if (entry < 0) {
        return true;
      }
      table.touch(entry);
      long running = table.first(entry, key);
      if (running > 0 && running >= threshold && table.holds(entry, key)) {
        return false;
      }
      if (table.compareAndSetFirst(entry, key, running, running + 1)) {
        return true;
      }
    }
  }

  /** How many calls of a value are running. */
  long of(long key) {
    int entry = table.find(key);
    return entry < 0 ? 0 : table.first(entry, key);
  }

  /** A call that was counted has ended. */
  void leave(long key) {
    int entry = table.find(key);
    while (entry >= 0) {
      table.touch(entry);
      long running = table.first(entry, key);
      if (table.compareAndSetFirst(entry, key, running, running - 1)) {
        return;
      }
      entry = table.find(key);
    }
  }
}
