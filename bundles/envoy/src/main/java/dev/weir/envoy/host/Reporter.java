package dev.weir.envoy.host;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one Envoy has reported in its present life. Counts never fall within a life, so a report
 * that comes late changes nothing, and one that is lost is made up for by the next. For one thread.
 */
final class Reporter {

  private final List<List<Known>> pages = new ArrayList<>();
  private final boolean fresh;
  private boolean begun;
  private long heardNanos;

  /** A record as it was last. */
  private static final class Known {

    private final ByteBuffer name;
    private final int place;
    private final long[] counts = new long[Report.COUNTS];

    Known(ByteBuffer name, int place) {
      this.name = name;
      this.place = place;
    }
  }

  /** Where growth goes. */
  interface Sums {

    /** The place of a resource; below 0 where there is no room. */
    int place(ByteBuffer name);

    /** A count of it has grown. */
    void add(int place, int index, long growth);
  }

  /**
   * One that has reported nothing.
   *
   * @param fresh whether all that its first report has was counted just now; else that is the base
   *     line
   */
  Reporter(boolean fresh) {
    this.fresh = fresh;
    for (int i = 0; i < Report.PAGES; i++) {
      pages.add(new ArrayList<>());
    }
  }

  /** When it was heard last. */
  long heardNanos() {
    return heardNanos;
  }

  /** Takes a report of this life. */
  void take(Report report, long nanos, Sums sums) {
    heardNanos = nanos;
    for (Report.Page page : report.pages()) {
      take(pages.get(page.number()), page.records(), sums);
    }
    begun = true;
  }

  private void take(List<Known> known, List<Report.Entry> records, Sums sums) {
    for (int i = 0; i < records.size(); i++) {
      Report.Entry record = records.get(i);
      if (i == known.size()) {
        known.add(first(record, sums));
      } else if (!known.get(i).name.equals(record.name())) {
        return;
      }
      grow(known.get(i), record, sums);
    }
  }

  private Known first(Report.Entry record, Sums sums) {
    ByteBuffer name = ByteBuffer.allocate(record.name().remaining());
    name.put(record.name().duplicate()).flip();
    Known known = new Known(name, sums.place(name));
    if (!begun && !fresh) {
      for (int count = 0; count < Report.COUNTS; count++) {
        known.counts[count] = Math.max(0, record.count(count));
      }
      long inside = known.counts[WasmSignals.ENTERED] - known.counts[WasmSignals.ENDED];
      grow(known, WasmSignals.ENTERED, inside, sums);
    }
    return known;
  }

  private static void grow(Known known, Report.Entry record, Sums sums) {
    for (int count = 0; count < Report.COUNTS; count++) {
      long growth = record.count(count) - known.counts[count];
      if (growth > 0) {
        known.counts[count] += growth;
        grow(known, count, growth, sums);
      }
    }
  }

  private static void grow(Known known, int count, long growth, Sums sums) {
    if (growth > 0 && known.place >= 0) {
      sums.add(known.place, count, growth);
    }
  }
}
