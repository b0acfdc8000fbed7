package dev.weir.manager.signals;

import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalSource;
import dev.weir.manager.SignalView;
import dev.weir.manager.SwitchView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statistics of every resource, each event of it fed by the best origin alive that has it.
 *
 * <p>All sources are read in every round, so that the second-best has a base line when the best
 * goes: a change of origin neither loses nor invents counts. A source's first report is its base
 * line; what it counted before is not of this second. What a source counted while it was silent is
 * taken when it is back, unless another has counted in its place. For one thread.
 */
public final class SignalBoard {

  /** Most resources kept; a source that names more is cut and the log says so. */
  static final int MAX_RESOURCES = 100_000;

  /** How long a resource stays after no source has named it, in milliseconds. */
  static final long FORGET_MS = 60_000;

  /** How often all resources are looked at when no source comes or goes, in milliseconds. */
  private static final long LOOK_MS = 1_000;

  /** Every name that begins with {@code tcp:} lies between these. */
  private static final String PORTS = "tcp:";

  private static final String PORTS_END = "tcp;";

  private static final Logger LOG = LoggerFactory.getLogger(SignalBoard.class);

  private final NavigableMap<String, Meter> meters = new TreeMap<>();
  private final Channels channels = new Channels();
  private final List<Meter> owners = new ArrayList<>();
  private final IdentityHashMap<SignalSource, Sheet> sheets = new IdentityHashMap<>();
  private final Set<SignalSource> missed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, String> silent = new HashMap<>();
  private final Origins origins = new Origins();
  private final Switches switches = new Switches();
  private long roundMs;
  private long lookAt;
  private long sweepAt;
  private int lookedIn;
  private boolean full;

  /** One round: reads every source and feeds the windows. */
  public void poll(List<SignalSource> sources, long nowMs) {
    roundMs = nowMs;
    boolean moved = drop(sources);
    channels.begin(nowMs);
    List<SignalSource> bestFirst = new ArrayList<>(sources);
    bestFirst.sort(Comparator.comparingInt(SignalSource::rank).thenComparing(SignalSource::origin));
    origins.begin();
    for (SignalSource source : bestFirst) {
      moved |= read(source);
    }
    silent.keySet().removeIf(origin -> missed.stream().noneMatch(s -> s.origin().equals(origin)));
    if (moved || nowMs >= lookAt) {
      look(nowMs);
    } else {
      for (int i = 0; i < channels.changes(); i++) {
        tell(owners.get(channels.changed(i)));
      }
    }
    switches.close(nowMs, this::reason);
  }

  /** Lets go of sources that are not there any more; true when there were some. */
  private boolean drop(List<SignalSource> sources) {
    boolean gone = sheets.keySet().removeIf(old -> sources.stream().noneMatch(s -> s == old));
    gone |= missed.removeIf(old -> sources.stream().noneMatch(s -> s == old));
    return gone;
  }

  /** Reads one source; true when it has come, gone or is back. */
  private boolean read(SignalSource source) {
    Sheet known = sheets.get(source);
    Sheet sheet = known == null ? new Sheet() : known;
    sheet.begin();
    try {
      source.read(sheet);
    } catch (HookException | RuntimeException | LinkageError notAlive) {
      sheet.abandon();
      String reason = String.valueOf(notAlive.getMessage());
      if (silent.put(source.origin(), reason) == null) {
        LOG.info("no signals from a source of {}: {}", source.origin(), reason);
      }
      return missed.add(source);
    }
    sheets.put(source, sheet);
    boolean back = missed.remove(source);
    sheet.resolve(this);
    channels.feed(sheet, origins.alive(source), back);
    return back || known == null;
  }

  /** The channel of an event; below 0 where there is no room. */
  int channel(String resource, SignalEvent event) {
    Meter meter = meters.get(resource);
    if (meter == null) {
      if (meters.size() >= MAX_RESOURCES) {
        return noRoom();
      }
      meter = new Meter(resource, roundMs);
      meters.put(resource, meter);
    }
    if (meter.channel(event) < 0) {
      int channel = channels.add();
      if (channel < 0) {
        return noRoom();
      }
      if (channel == owners.size()) {
        owners.add(meter);
      } else {
        owners.set(channel, meter);
      }
      meter.channel(event, channel);
    }
    return meter.channel(event);
  }

  private int noRoom() {
    if (!full) {
      full = true;
      LOG.warn("signals of more than {} resources: the rest is left out", meters.size());
    }
    return -1;
  }

  /** Looks at every resource: whose it is, and whether it is still heard of. */
  private void look(long nowMs) {
    long due = nowMs + LOOK_MS;
    Iterator<Meter> all = meters.values().iterator();
    while (all.hasNext()) {
      Meter meter = all.next();
      if (meter.heardAfter(channels, lookedIn)) {
        meter.heard(nowMs);
      }
      tell(meter);
      if (nowMs - meter.heardMs() > FORGET_MS) {
        forget(meter);
        all.remove();
      }
      due = Math.min(due, meter.heardMs() + FORGET_MS + 1);
    }
    lookedIn = channels.round();
    lookAt = Math.max(nowMs + 1, due);
    full &= meters.size() >= MAX_RESOURCES;
    if (nowMs >= sweepAt) {
      sweepAt = nowMs + FORGET_MS;
      sheets.replaceAll((source, sheet) -> sheet.swept());
    }
  }

  private void forget(Meter meter) {
    sheets.values().forEach(sheet -> sheet.release(meter.resource()));
    meter.channels().forEach(channels::remove);
  }

  /** Tells a change of origin, where there is one since it was told last. */
  private void tell(Meter meter) {
    String now = origins.nameIfAlive(meter.origin(channels, origins.ranks()), meter, channels);
    String before = meter.told();
    if (before != null && !before.equals(now)) {
      switches.moved(meter.resource(), before, now);
    }
    meter.tell(now);
  }

  private String reason(String from, String to) {
    String why = silent.get(from);
    if (why != null) {
      return from + ": " + why;
    }
    boolean back = from.isEmpty() || origins.rank(to) < origins.rank(from);
    return back ? to + " counts again" : "no hook of " + from + " counts it any more";
  }

  /** Statistics at a moment, by resource. */
  public List<SignalView> views(long nowMs) {
    List<SignalView> views = new ArrayList<>();
    long[] totals = totals();
    meters.values().forEach(meter -> views.add(view(meter, totals, nowMs)));
    return views;
  }

  /** Of every channel, what those that feed it said last. */
  private long[] totals() {
    long[] totals = new long[channels.size()];
    sheets.forEach(
        (source, sheet) -> {
          if (!missed.contains(source)) {
            channels.add(sheet, origins.number(source.origin()), totals);
          }
        });
    return totals;
  }

  /** The last changes of origin, oldest first. */
  public List<SwitchView> switches() {
    return switches.views();
  }

  /** Who counts a resource; empty when nobody does. */
  public String origin(String resource) {
    Meter meter = meters.get(resource);
    String told = meter == null ? null : meter.told();
    return told == null ? "" : told;
  }

  /**
   * What a resource has counted since it was first seen, whoever counted it; below 0 of an event
   * that nobody counts now.
   */
  public long counted(String resource, SignalEvent event) {
    Meter meter = meters.get(resource);
    int channel = meter == null ? -1 : meter.channel(event);
    return channel < 0 || channels.fedIn(channel) != channels.round()
        ? -1
        : channels.counted(channel);
  }

  /** TCP ports that have signals of what comes in. */
  public Collection<String> ports() {
    return Collections.unmodifiableSet(meters.subMap(PORTS, PORTS_END).keySet());
  }

  /** What a resource saw in the last minute. */
  public Map<SignalEvent, Long> lastMinute(String resource, long nowMs) {
    Meter meter = meters.get(resource);
    return meter == null ? Map.of() : meter.each(channel -> channels.perMinute(channel, nowMs));
  }

  private SignalView view(Meter meter, long[] totals, long nowMs) {
    return new SignalView(
        meter.resource(),
        origin(meter.resource()),
        meter.each(channel -> channels.perSecond(channel, nowMs)),
        meter.totals(channels, totals),
        meter.each(channels::counted));
  }
}
