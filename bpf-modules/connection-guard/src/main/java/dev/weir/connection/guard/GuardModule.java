package dev.weir.connection.guard;

import dev.weir.hook.HookException;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.MappedMemory;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes limits into the guard's maps and reads counts out of them, by mmap. */
final class GuardModule implements KernelModule {

  private final MappedMemory limits;
  private final MappedMemory shared;
  private final Places places;

  GuardModule(LoadedObject object) throws HookException {
    this.limits = object.map("limits").mmap();
    this.shared = object.map("shared").mmap();
    this.places = new Places(object.map("places").mmap());
  }

  @Override
  public void apply(RuleSet slice) throws HookException {
    Map<Integer, PlaceLimit> wanted = new HashMap<>();
    for (Rule rule : slice.rules()) {
      try {
        Limit limit = Limit.of(rule);
        PlaceLimit before = wanted.getOrDefault(limit.place(), PlaceLimit.NONE);
        wanted.put(limit.place(), before.and(limit));
      } catch (Unfit e) {
        throw new HookException(
            "connection-guard cannot enforce rule '" + rule.id() + "': " + e.reason(), e);
      }
    }
    for (int place = 0; place < Layouts.PLACES; place++) {
      write(place * Layouts.LIMIT, wanted.getOrDefault(place, PlaceLimit.NONE));
    }
  }

  @Override
  public void shut() {
    for (int place = 0; place < Layouts.PLACES; place++) {
      int at = place * Layouts.LIMIT + Layouts.LIMIT_LIMITED;
      long flags = limits.getLong(at);
      long shut = PlaceLimit.shut(flags);
      if (shut != flags) {
        limits.setLong(at, shut);
      }
    }
  }

  @Override
  public void read(SignalReader reader) {
    places.read(reader);
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>(places.facts());
    facts.put("peerOverflow", Long.toString(shared.getLong(Layouts.SHARED_PEER_OVERFLOW)));
    facts.put("late", Long.toString(shared.getLong(Layouts.SHARED_LATE)));
    return facts;
  }

  /** A limit that stays is in force all the time; one that comes or goes is never half there. */
  private void write(int at, PlaceLimit wanted) {
    long flags = limits.getLong(at + Layouts.LIMIT_LIMITED);
    if (flags != wanted.flags() || limits.getLong(at) != wanted.thresholds()) {
      limits.setLong(at + Layouts.LIMIT_LIMITED, flags & wanted.flags());
      limits.setLong(at, wanted.thresholds());
      limits.setLong(at + Layouts.LIMIT_LIMITED, wanted.flags());
    }
  }
}
