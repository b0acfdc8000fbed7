package dev.weir.engine;

import dev.weir.engine.call.BreakerEvent;
import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Inbound;
import dev.weir.engine.call.OnceCheck;
import dev.weir.engine.call.Plan;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.Region;
import dev.weir.engine.cell.StatNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hosted call does outside of its cells, which must happen once however often the call is
 * decided: listeners hear of breakers, inbound traffic is counted, hotspot rules count values.
 */
final class Aftermath implements BreakerListener {

  private static final long NANOS_PER_MS = 1_000_000;

  private final HostedResource.Host host;
  private final Inbound uncounted;
  private final List<OnceCheck> once = new ArrayList<>();
  private final List<BreakerEvent> changes = new ArrayList<>();
  private final List<BreakerEvent> told = new ArrayList<>();
  private boolean telling;
  private @Nullable Entry entry;
  private boolean ends;
  private boolean error;
  private long nowNanos;

  Aftermath(HostedResource.Host host) {
    this.host = host;
    Plan system = host.inbound().plan();
    this.uncounted = new Inbound(new StatNode(Region.of(StatNode.reducedCells(1)), 1), system);
  }

  /** The system rules, over statistics that nobody reads. */
  Inbound inbound() {
    return uncounted;
  }

  /** A check that must be asked once per call. */
  OnceCheck once(OnceCheck check) {
    once.add(check);
    return check;
  }

  @Override
  public void stateChanged(BreakerEvent event) {
    (telling ? told : changes).add(event);
  }

  /** Whether cells are being told of calls that have ended, beside the one that is decided. */
  void telling(boolean now) {
    telling = now;
  }

  /** A call is decided, perhaps again. */
  void enters(Entry call, long now) {
    begin(call, now, false);
  }

  /** The end of a call is counted, perhaps again. */
  void ends(Entry call, long now, boolean failed) {
    begin(call, now, true);
    error = failed;
  }

  /** Cells were loaded: what came of those that were loaded before never was. */
  void again() {
    changes.clear();
    told.clear();
  }

  private void begin(Entry call, long now, boolean end) {
    if (call != entry || end != ends) {
      for (int i = 0; i < once.size(); i++) {
        once.get(i).begin();
      }
    }
    entry = call;
    ends = end;
    nowNanos = now;
    changes.clear();
  }

  /** What was decided last holds. */
  void commit() {
    Entry call = entry;
    entry = null;
    if (call != null && ends) {
      ended(call);
      call.forget();
    } else if (call != null) {
      entered(call);
    }
    tell(told);
    tell(changes);
  }

  private void tell(List<BreakerEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      host.breakers().stateChanged(events.get(i));
    }
    events.clear();
  }

  private void entered(Entry call) {
    boolean blocked = call.verdict() == Verdict.BLOCK;
    for (int i = 0; blocked && i < once.size(); i++) {
      once.get(i).blocked(call, nowNanos);
    }
    if (call.inbound()) {
      StatNode node = host.inbound().node();
      long nowMs = nowNanos / NANOS_PER_MS;
      if (blocked) {
        node.block(nowMs, call.batch());
      } else {
        node.pass(nowMs, call.batch(), node.run());
      }
    }
  }

  private void ended(Entry call) {
    if (call.inbound()) {
      long nowMs = nowNanos / NANOS_PER_MS;
      long rtMs = Math.max(0, nowMs - call.startNanos() / NANOS_PER_MS);
      host.inbound().node().complete(nowMs, call.batch(), rtMs, error);
    }
  }
}
