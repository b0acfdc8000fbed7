package dev.weir.manager.signals;

import dev.weir.hook.HookException;
import dev.weir.hook.SignalSource;
import dev.weir.manager.SignalView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statistics of every resource, each fed by the best origin alive that has it.
 *
 * <p>All sources are read in every round, so that the second-best has a base line when the best
 * goes: a change of origin neither loses nor invents counts. A source's first report is its base
 * line; what it counted before is not of this second. For one thread.
 */
public final class SignalBoard {

  /** Most resources kept; a source that names more is cut and the log says so. */
  static final int MAX_RESOURCES = 10_000;

  /** How long a resource stays after no source has named it, in milliseconds. */
  static final long FORGET_MS = 60_000;

  private static final Logger LOG = LoggerFactory.getLogger(SignalBoard.class);

  private final Map<String, Meter> meters = new TreeMap<>();
  private final IdentityHashMap<SignalSource, Totals> last = new IdentityHashMap<>();
  private final Set<String> silent = new HashSet<>();
  private boolean full;

  /** One round: reads every source and feeds the windows. */
  public void poll(List<SignalSource> sources, long nowMs) {
    last.keySet().removeIf(source -> sources.stream().noneMatch(s -> s == source));
    Set<String> fed = new HashSet<>();
    for (Round round : read(sources)) {
      for (String resource : round.resources()) {
        if (fed.add(resource)) {
          feed(round, resource, nowMs);
        }
      }
    }
    meters.values().removeIf(meter -> nowMs - meter.heard() > FORGET_MS);
    full &= meters.size() >= MAX_RESOURCES;
  }

  private Collection<Round> read(List<SignalSource> sources) {
    Map<String, Round> byOrigin = new HashMap<>();
    for (SignalSource source : sources) {
      Totals now = new Totals();
      try {
        source.read(now::add);
      } catch (HookException | RuntimeException | LinkageError notAlive) {
        if (silent.add(source.origin())) {
          LOG.info("no signals from {}: {}", source.origin(), notAlive.getMessage());
        }
        continue;
      }
      if (silent.remove(source.origin())) {
        LOG.info("signals from {} are back", source.origin());
      }
      Totals before = last.put(source, now);
      byOrigin
          .computeIfAbsent(source.origin(), origin -> new Round(origin, source.rank()))
          .add(now, now.since(before == null ? now : before));
    }
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
    meter.feed(round, resource, nowMs);
  }

  /** Statistics at a moment, by resource. */
  public List<SignalView> views(long nowMs) {
    List<SignalView> views = new ArrayList<>();
    meters.forEach((resource, meter) -> views.add(view(resource, meter, nowMs)));
    return views;
  }

  private static SignalView view(String resource, Meter meter, long nowMs) {
    return new SignalView(
        resource, meter.origin(), meter.perSecond(nowMs), meter.totals(), meter.counted());
  }
}
