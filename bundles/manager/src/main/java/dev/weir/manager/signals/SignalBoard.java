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
import java.util.HashSet;
import java.util.IdentityHashMap;
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
  static final int MAX_RESOURCES = 10_000;

  /** How long a resource stays after no source has named it, in milliseconds. */
  static final long FORGET_MS = 60_000;

  /** Every name that begins with {@code tcp:} lies between these. */
  private static final String PORTS = "tcp:";

  private static final String PORTS_END = "tcp;";

  private static final Logger LOG = LoggerFactory.getLogger(SignalBoard.class);

  private final NavigableMap<String, Meter> meters = new TreeMap<>();
  private final IdentityHashMap<SignalSource, Totals> last = new IdentityHashMap<>();
  private final Set<SignalSource> missed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, String> silent = new HashMap<>();
  private final Map<String, Integer> ranks = new HashMap<>();
  private final Switches switches = new Switches();
  private long number;
  private boolean full;

  /** One round: reads every source and feeds the windows. */
  public void poll(List<SignalSource> sources, long nowMs) {
    last.keySet().removeIf(source -> sources.stream().noneMatch(s -> s == source));
    missed.removeIf(source -> sources.stream().noneMatch(s -> s == source));
    number++;
    List<Round> rounds = read(sources);
    for (Round round : rounds) {
      for (String resource : round.resources()) {
        feed(round, resource, nowMs);
      }
    }
    lose(rounds, nowMs);
    meters.forEach(this::tell);
    switches.close(nowMs, this::reason);
    meters.values().removeIf(meter -> nowMs - meter.heard() > FORGET_MS);
    full &= meters.size() >= MAX_RESOURCES;
  }

  private List<Round> read(List<SignalSource> sources) {
    Map<String, Round> byOrigin = new HashMap<>();
    for (SignalSource source : sources) {
      Totals now = new Totals();
      try {
        source.read(now::add);
      } catch (HookException | RuntimeException | LinkageError notAlive) {
        missed.add(source);
        String reason = String.valueOf(notAlive.getMessage());
        if (silent.put(source.origin(), reason) == null) {
          LOG.info("no signals from a source of {}: {}", source.origin(), reason);
        }
        continue;
      }
      boolean back = missed.remove(source);
      ranks.put(source.origin(), source.rank());
      Totals before = last.put(source, now);
      byOrigin
          .computeIfAbsent(source.origin(), origin -> new Round(origin, source.rank()))
          .add(now, now.since(before == null ? now : before), back);
    }
    silent.keySet().removeIf(origin -> missed.stream().noneMatch(s -> s.origin().equals(origin)));
    List<Round> bestFirst = new ArrayList<>(byOrigin.values());
    bestFirst.sort(Comparator.comparingInt(Round::rank));
    return bestFirst;
  }

  private void feed(Round round, String resource, long nowMs) {
    Meter meter = meters.get(resource);
    if (meter == null) {
      if (meters.size() >= MAX_RESOURCES) {
        if (!full) {
          full = true;
          LOG.warn("signals of more than {} resources: the rest is left out", MAX_RESOURCES);
        }
        return;
      }
      meter = new Meter();
      meters.put(resource, meter);
    }
    meter.feed(round, resource, number, nowMs);
  }

  /** Resources whose origin is not there any more, and that no other has. */
  private void lose(List<Round> rounds, long nowMs) {
    Set<String> alive = new HashSet<>();
    rounds.forEach(round -> alive.add(round.origin()));
    for (Meter meter : meters.values()) {
      if (meter.heard() != nowMs && !alive.contains(meter.origin())) {
        meter.lose();
      }
    }
  }

  private void tell(String resource, Meter meter) {
    String from = meter.settle();
    if (!from.equals(meter.origin())) {
      switches.moved(resource, from, meter.origin());
    }
  }

  private String reason(String from, String to) {
    String why = silent.get(from);
    if (why != null) {
      return from + ": " + why;
    }
    boolean back = from.isEmpty() || rank(to) < rank(from);
    return back ? to + " counts again" : "no hook of " + from + " counts it any more";
  }

  /** Of an origin that was seen; last of all of one that was not. */
  private int rank(String origin) {
    return ranks.getOrDefault(origin, Integer.MAX_VALUE);
  }

  /** Statistics at a moment, by resource. */
  public List<SignalView> views(long nowMs) {
    List<SignalView> views = new ArrayList<>();
    meters.forEach((resource, meter) -> views.add(view(resource, meter, nowMs)));
    return views;
  }

  /** The last changes of origin, oldest first. */
  public List<SwitchView> switches() {
    return switches.views();
  }

  /** Who counts a resource; empty when nobody does. */
  public String origin(String resource) {
    Meter meter = meters.get(resource);
    return meter == null ? "" : meter.origin();
  }

  /**
   * What a resource has counted since it was first seen, whoever counted it; below 0 of an event
   * that nobody counts now.
   */
  public long counted(String resource, SignalEvent event) {
    Meter meter = meters.get(resource);
    return meter == null ? -1 : meter.counted(event, number);
  }

  /** TCP ports that have signals of what comes in. */
  public Collection<String> ports() {
    return Collections.unmodifiableSet(meters.subMap(PORTS, PORTS_END).keySet());
  }

  /** What a resource saw in the last minute. */
  public Map<SignalEvent, Long> lastMinute(String resource, long nowMs) {
    Meter meter = meters.get(resource);
    return meter == null ? Map.of() : meter.perMinute(nowMs);
  }

  private static SignalView view(String resource, Meter meter, long nowMs) {
    return new SignalView(
        resource, meter.origin(), meter.perSecond(nowMs), meter.totals(), meter.counted());
  }
}
