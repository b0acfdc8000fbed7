package dev.weir.manager.control;

import dev.weir.hook.Ability;
import dev.weir.hook.SignalEvent;
import dev.weir.manager.ExplainView;
import dev.weir.manager.ExplainView.Judgement;
import dev.weir.manager.RulesView;
import dev.weir.manager.hooks.HookRecord;
import dev.weir.manager.hooks.HookRoster;
import dev.weir.manager.signals.RuleTallies;
import dev.weir.manager.signals.SignalBoard;
import dev.weir.manager.steer.Steering;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Why a rule is where it is: every hook is asked anew. For the control thread. */
final class Explanation {

  private final HookRoster roster;
  private final SignalBoard board;
  private final RuleTallies tallies;

  private final Steering steering;

  Explanation(HookRoster roster, SignalBoard board, RuleTallies tallies, Steering steering) {
    this.roster = roster;
    this.board = board;
    this.tallies = tallies;
    this.steering = steering;
  }

  Optional<ExplainView> of(String id, RulesView rules, long nowMs) {
    return rules.rules().stream()
        .filter(placed -> placed.rule().id().equals(id))
        .findFirst()
        .map(placed -> explain(placed, nowMs));
  }

  private ExplainView explain(RulesView.Placed placed, long nowMs) {
    String resource = placed.rule().resource();
    Map<SignalEvent, Long> own = tallies.lastMinute(placed.rule().id(), nowMs);
    boolean byRule = !own.isEmpty();
    return new ExplainView(
        placed,
        judgements(placed.rule()),
        steering.words(placed.rule().id()).orElse(""),
        byRule ? placed.hook() : board.origin(resource),
        byRule,
        named(byRule ? own : board.lastMinute(resource, nowMs)));
  }

  private static Map<String, Long> named(Map<SignalEvent, Long> counts) {
    Map<String, Long> named = new TreeMap<>();
    counts.forEach((event, count) -> named.put(event.name().toLowerCase(Locale.ROOT), count));
    return named;
  }

  private List<Judgement> judgements(Rule rule) {
    List<Judgement> judgements = new ArrayList<>();
    for (HookRecord hook : roster.records()) {
      judgements.add(judgement(hook, rule));
    }
    judgements.sort(Comparator.comparing(Judgement::plane).thenComparing(Judgement::hook));
    return judgements;
  }

  private Judgement judgement(HookRecord hook, Rule rule) {
    Ability ability = roster.judge(hook, rule);
    if (ability instanceof Ability.Unable unable) {
      return new Judgement(hook.name(), hook.plane(), false, unable.reason());
    }
    String note = ability instanceof Ability.Able able ? able.note() : "";
    return new Judgement(hook.name(), hook.plane(), true, note);
  }
}
