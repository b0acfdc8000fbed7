package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.StreamTable;
import org.jspecify.annotations.Nullable;

/**
 * The calls of this worker that must be remembered until they end, by their stream; bounded. A
 * stream may have several, of several resources: the latest is found, and its end uncovers the one
 * before.
 */
final class Visits {

  /** Most at a time; later ones go on without being counted. */
  static final int MAX = 16_384;

  private static final int FIRST = 64;

  private final Budget budget;
  private final StreamTable rows = new StreamTable(1, MAX);
  private @Nullable Visit[] all = new @Nullable Visit[FIRST];
  private int[] free = new int[FIRST];
  private int freeCount;
  private int made;

  Visits(Budget budget) {
    this.budget = budget;
  }

  /** How many there are. */
  int size() {
    return rows.size();
  }

  /** A visit of a stream that has none; null when there is no room. */
  @Nullable Visit open(int stream) {
    int row = rows.add(stream);
    if (row == StreamTable.NONE || rows.get(row, 0) != 0) {
      return null;
    }
    Visit visit = take(stream, row);
    if (visit == null) {
      rows.remove(row);
    }
    return visit;
  }

  /** A further visit of a stream; null when there is no room. */
  @Nullable Visit another(int stream) {
    Visit before = find(stream);
    Visit visit = before == null ? open(stream) : take(stream, rows.find(stream));
    if (visit != null) {
      visit.under = before;
      visit.further = true;
    }
    return visit;
  }

  private @Nullable Visit take(int stream, int row) {
    if (freeCount == 0 && (made == MAX || !budget.visit())) {
      return null;
    }
    int number = freeCount > 0 ? free[--freeCount] : make();
    rows.set(row, 0, number + 1);
    Visit visit = at(number);
    visit.stream = stream;
    visit.number = number;
    return visit;
  }

  /** The visit of a stream, or null. */
  @Nullable Visit find(int stream) {
    int row = rows.find(stream);
    return row == StreamTable.NONE ? null : at((int) rows.get(row, 0) - 1);
  }

  /** A stream does not go on from the resources that it has entered; each visit is yet to end. */
  void abandon(int stream) {
    for (Visit visit = find(stream); visit != null; visit = visit.under) {
      visit.abandoned = true;
    }
  }

  /** Ends a visit, the latest of its stream. */
  void close(Visit visit) {
    int row = rows.find(visit.stream);
    if (row != StreamTable.NONE) {
      if (freeCount == free.length) {
        int[] more = new int[2 * freeCount];
        System.arraycopy(free, 0, more, 0, freeCount);
        free = more;
      }
      free[freeCount++] = visit.number;
      Visit under = visit.under;
      if (under == null) {
        rows.remove(row);
      } else {
        rows.set(row, 0, under.number + 1);
      }
    }
    visit.under = null;
    visit.further = false;
    visit.abandoned = false;
    visit.entry.forget();
    visit.entry.clearArguments();
    visit.limit = null;
    visit.stream = 0;
    visit.dueNanos = 0;
    visit.inboundNanos = 0;
    visit.sinceNanos = 0;
    visit.all = null;
  }

  private int make() {
    if (made == all.length) {
      @Nullable Visit[] more = new @Nullable Visit[2 * made];
      System.arraycopy(all, 0, more, 0, made);
      all = more;
    }
    all[made] = new Visit();
    return made++;
  }

  private Visit at(int number) {
    Visit visit = all[number];
    if (visit == null) {
      throw new IllegalStateException("no visit " + number);
    }
    return visit;
  }
}
