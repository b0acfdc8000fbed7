package dev.weir.engine;

import dev.weir.engine.call.BreakerEvent;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Inbound;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Plan;
import dev.weir.engine.call.Signals;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** What a proxy's workers share: an array with a version, and a clock. */
final class SharedCells {

  static final String NAME = "GET:/orders";

  private long[] cells = new long[0];
  private int version;
  private long nowNanos = 2_000_000_000_000_000_000L;

  void sleep(long millis) {
    nowNanos += millis * 1_000_000;
  }

  long now() {
    return nowNanos;
  }

  int length() {
    return cells.length;
  }

  /** Somebody else writes nonsense. */
  void fill(long value) {
    Arrays.fill(cells, value);
    version++;
  }

  /** Somebody else stores what was there: whoever decides now has to decide again. */
  void overtake() {
    version++;
  }

  Worker worker(List<Rule> rules) {
    return worker(rules, Options.DEFAULT);
  }

  Worker worker(List<Rule> rules, Options options) {
    return new Worker(rules, options);
  }

  /** A VM: it loads the cells, decides, and stores them unless somebody was faster. */
  final class Worker {

    private final List<BreakerEvent> events = new ArrayList<>();
    private final Deque<Entry> inside = new ArrayDeque<>();
    private final StatNode inbound = new StatNode();
    private final HostedResource hosted;
    private Runnable before = () -> {};

    private Worker(List<Rule> rules, Options options) {
      HostedResource.Host host =
          new HostedResource.Host(
              new Signals(), options, events::add, new Inbound(inbound, Plan.EMPTY));
      hosted = new HostedResource(NAME, rules, host);
    }

    HostedResource hosted() {
      return hosted;
    }

    /** What it has told. */
    List<BreakerEvent> events() {
      return events;
    }

    /** Inbound traffic of this VM. */
    StatNode inbound() {
      return inbound;
    }

    /** What another does between this one's decision and its next store. */
    void before(Runnable other) {
      before = other;
    }

    /** A call that stays inside. */
    boolean enter() {
      return enter(new Entry());
    }

    boolean enter(Entry entry) {
      swap(() -> hosted.enter(entry, nowNanos));
      if (entry.verdict() == Verdict.BLOCK) {
        return false;
      }
      inside.add(entry);
      return true;
    }

    /** The call that has been inside for longest ends. */
    void exit(boolean error) {
      Entry entry = inside.poll();
      if (entry != null) {
        swap(() -> hosted.complete(entry, nowNanos, error));
      }
    }

    /** The call that has been inside for longest never comes to where it was meant to go. */
    void abandon() {
      Entry entry = inside.remove();
      swap(() -> hosted.abandon(entry, nowNanos));
    }

    private void swap(Runnable decide) {
      int seen;
      do {
        seen = version;
        load();
        decide.run();
        Runnable other = before;
        before = () -> {};
        other.run();
      } while (seen != version);
      store();
      hosted.commit();
    }

    private void load() {
      for (int i = 0; i < hosted.cells().length(); i++) {
        hosted.cells().set(i, i < cells.length ? cells[i] : 0);
      }
    }

    private void store() {
      cells = new long[hosted.cells().length()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = hosted.cells().get(i);
      }
      version++;
    }
  }
}
