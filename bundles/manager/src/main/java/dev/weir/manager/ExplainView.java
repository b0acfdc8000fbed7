package dev.weir.manager;

import dev.weir.hook.Plane;
import java.util.List;
import java.util.Map;

/**
 * Why a rule is enforced where it is.
 *
 * @param placed the rule and where it is
 * @param judgements of every hook that there is, cheapest plane first
 * @param steered what the rule allows now, of one that the manager evaluates and tells its hook:
 *     {@code 33 in 1000 ms}, {@code all}, {@code none}; else empty
 * @param origin who counts: the hook that enforces the rule, else the origin of its resource's
 *     signals; empty when nobody does
 * @param byRule whether the counts are of this rule alone; else they are of its resource, whatever
 *     was decided there and by which rule
 * @param lastMinute what was counted in the last minute, by name of the event
 */
public record ExplainView(
    RulesView.Placed placed,
    List<Judgement> judgements,
    String steered,
    String origin,
    boolean byRule,
    Map<String, Long> lastMinute) {

  public ExplainView {
    judgements = List.copyOf(judgements);
    lastMinute = Map.copyOf(lastMinute);
  }

  /**
   * What a hook says of the rule.
   *
   * @param hook its name
   * @param plane where it sits
   * @param able whether it could enforce the rule as things are
   * @param note what is to be known if it could, else why it could not
   */
  public record Judgement(String hook, Plane plane, boolean able, String note) {}
}
