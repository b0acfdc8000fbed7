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
import dev.weir.engine.hotspot.HotspotCheck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hosted call does outside of its cells, which must happen once however often the call is
 * decided: listeners hear of breakers, inbound traffic is counted, hotspot rules count values.
 */
final class Aftermath implements BreakerListener {

  /** Statistics that nobody reads: of all resources, since each would take memory. */
  static final StatNode NOBODY = new StatNode(Region.of(StatNode.reducedCells(1)), 1);

  private static final long NANOS_PER_MS = 1_000_000;
  private static final OnceCheck[] NO_CHECKS = {};
  private static final List<BreakerEvent> NO_EVENTS = List.of();

  private final HostedResource.Host host;
  private final Inbound uncounted;
  private OnceCheck[] once = NO_CHECKS;
  private List<BreakerEvent> changes = NO_EVENTS;
  private List<BreakerEvent> told = NO_EVENTS;
  private boolean telling;
  private @Nullable Entry entry;
  private boolean ends;
  private boolean error;
  private long nowNanos;

  Aftermath(HostedResource.Host host) {
    this.host = host;
    Plan system = host.inbound().plan();
    this.uncounted = new Inbound(NOBODY, system);
  }

  /** The system rules, over statistics that nobody reads. */
  Inbound inbound() {
    return uncounted;
  }

  /** A check that must be asked once per call. */
  OnceCheck once(OnceCheck check) {
    OnceCheck[] more = new OnceCheck[once.length + 1];
    System.arraycopy(once, 0, more, 0, once.length);
    more[once.length] = check;
    once = more;
    return check;
  }

  /** About how many bytes the values of hotspot rules take. */
  long valueBytes() {
    long bytes = 0;
    for (OnceCheck check : once) {
      bytes += check.inner() instanceof HotspotCheck hotspot ? hotspot.bytes() : 0;
    }
    return bytes;
  }

  @Override
  public void stateChanged(BreakerEvent event) {
    if (telling) {
      told = with(told, event);
    } else {
      changes = with(changes, event);
    }
  }

  private static List<BreakerEvent> with(List<BreakerEvent> events, BreakerEvent event) {
    List<BreakerEvent> own = events == NO_EVENTS ? new ArrayList<>() : events;
    own.add(event);
    return own;
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
    changes = NO_EVENTS;
    told = NO_EVENTS;
  }

  private void begin(Entry call, long now, boolean end) {
    if (call != entry || end != ends) {
      for (OnceCheck check : once) {
        check.begin();
      }
    }
    entry = call;
    ends = end;
    nowNanos = now;
    changes = NO_EVENTS;
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
    again();
  }

  private void tell(List<BreakerEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      host.breakers().stateChanged(events.get(i));
    }
  }

  private void entered(Entry call) {
    boolean blocked = call.verdict() == Verdict.BLOCK;
    for (int i = 0; blocked && i < once.length; i++) {
      once[i].blocked(call, nowNanos);
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
