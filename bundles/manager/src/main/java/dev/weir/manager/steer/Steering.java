package dev.weir.manager.steer;

import dev.weir.engine.call.BreakerEvent;
import dev.weir.hook.HookException;
import dev.weir.hook.Steerable;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All rules that are steered. In every round each is told what was counted, evaluated, and its hook
 * is told what may pass from now on. For one thread.
 */
public final class Steering {

  private static final Logger LOG = LoggerFactory.getLogger(Steering.class);

  private final Map<Place, SteeredRule> rules = new HashMap<>();

  /**
   * A hook that enforces what it is told.
   *
   * @param hook its name
   * @param attachment which takes the word
   * @param slice the rules that it has in force
   */
  public record Helm(String hook, Steerable attachment, RuleSet slice) {}

  /** A rule at a hook: a system rule may be at several. */
  private record Place(String hook, String rule) {}

  /** One round. */
  public void round(List<Helm> helms, Sights sights, long nowNanos) {
    Set<Place> seen = new HashSet<>();
    for (Helm helm : helms) {
      Set<String> steered = helm.attachment().steered();
      if (!steered.isEmpty()) {
        for (Rule rule : helm.slice().rules()) {
          if (steered.contains(rule.id())) {
            Place place = new Place(helm.hook(), rule.id());
            seen.add(place);
            steer(place, rule, helm.attachment(), sights, nowNanos);
          }
        }
      }
    }
    rules.keySet().retainAll(seen);
  }

  private void steer(Place place, Rule rule, Steerable attachment, Sights sights, long nowNanos) {
    SteeredRule known = rules.get(place);
    if (known == null || !known.takes(rule)) {
      known = new SteeredRule(rule, Steering::tell, nowNanos);
      rules.put(place, known);
    }
    double allowed = known.round(sights, nowNanos);
    try {
      attachment.steer(rule.id(), allowed);
    } catch (HookException | RuntimeException | LinkageError refused) {
      LOG.warn(
          "{} is not told what rule {} allows: {}", place.hook(), rule.id(), refused.toString());
    }
  }

  private static void tell(BreakerEvent event) {
    LOG.info(
        "circuit breaker {} of {} is {}, was {} ({})",
        event.rule().id(),
        event.rule().resource(),
        event.to(),
        event.from(),
        event.snapshot());
  }

  /** What a rule allows now, in words; empty of one that is not steered. */
  public Optional<String> words(String rule) {
    return rules.entrySet().stream()
        .filter(entry -> entry.getKey().rule().equals(rule))
        .map(entry -> entry.getValue().words())
        .findFirst();
  }
}
