package dev.weir.manager.control;

import dev.weir.manager.hooks.HookRecord;
import dev.weir.manager.hooks.HookRoster;
import dev.weir.manager.placement.Placement;
import dev.weir.manager.placement.Placement.Candidate;
import dev.weir.rule.RuleSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;

/**
 * Carries a set of rules to the planes: places it, gives every hook whose slice changes its new
 * one, those that gain rules first, and undoes all of it in reverse when one refuses.
 */
final class Rollout {

  private final HookRoster roster;
  private final Runnable afterwards;
  private Placement placement = Placement.empty();

  /**
   * A rollout to the hooks of a roster.
   *
   * @param afterwards done when slices have changed
   */
  Rollout(HookRoster roster, Runnable afterwards) {
    this.roster = roster;
    this.afterwards = afterwards;
  }

  HookRoster roster() {
    return roster;
  }

  /** What is in force. */
  Placement placement() {
    return placement;
  }

  /**
   * Puts a new set in force on every plane, or on none.
   *
   * @param complete whether the set is all there is to know; else a hook without rules in it is
   *     left as it was found
   * @return empty, or which hook refused and why; then everything is as it was
   */
  String change(RuleSet rules, boolean complete) {
    roster.records().forEach(HookRecord::forgiveRefusal);
    Placement next = place(rules);
    Deque<Undo> undo = new ArrayDeque<>();
    for (HookRecord hook : changed(next, complete)) {
      RuleSet before = hook.slice();
      String refused = hook.apply(next.slice(hook.name()));
      if (!refused.isEmpty()) {
        hook.forgiveRefusal();
        undo.forEach(done -> done.hook().apply(done.before()));
        return "refused by " + hook.name() + ": " + refused;
      }
      undo.push(new Undo(hook, before));
    }
    placement = next;
    afterwards.run();
    return "";
  }

  private record Undo(HookRecord hook, RuleSet before) {}

  /**
   * Places the same set anew after hooks have come or gone; a hook that refuses loses its rules.
   */
  void settle(RuleSet rules, boolean complete) {
    for (int round = 0; round <= roster.records().size(); round++) {
      Placement next = place(rules);
      boolean refused = false;
      for (HookRecord hook : changed(next, complete)) {
        refused |= !hook.apply(next.slice(hook.name())).isEmpty();
      }
      placement = next;
      if (!refused) {
        break;
      }
    }
    afterwards.run();
  }

  private Placement place(RuleSet rules) {
    List<Candidate> hooks = new ArrayList<>();
    for (HookRecord hook : roster.records()) {
      hooks.add(new Candidate(hook.name(), hook.plane(), rule -> roster.judge(hook, rule)));
    }
    return Placement.of(rules, hooks);
  }

  private List<HookRecord> changed(Placement next, boolean complete) {
    List<HookRecord> changed = new ArrayList<>();
    for (HookRecord hook : roster.records()) {
      boolean asked = hook.attachment().isPresent() && hook.refusal().isEmpty() && !hook.closed();
      boolean news = !next.slice(hook.name()).rules().equals(hook.slice().rules());
      if (asked && (news || (complete && !hook.applied()))) {
        changed.add(hook);
      }
    }
    changed.sort(
        Comparator.comparing(
            (HookRecord hook) ->
                new HashSet<>(hook.slice().rules()).containsAll(next.slice(hook.name()).rules())));
    return changed;
  }
}
