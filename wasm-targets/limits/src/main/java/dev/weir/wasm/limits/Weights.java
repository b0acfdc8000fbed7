package dev.weir.wasm.limits;

import dev.weir.rule.Fallback;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.Rule;
import java.util.List;

/**
 * What objects of a filter take at most, in bytes: measured in a V8 without compressed pointers and
 * rounded up ({@code BudgetIT} holds that it is no less).
 */
final class Weights {

  /** A VM without rules. */
  static final int VM = 640 << 10;

  /** A call under way. */
  static final int VISIT = 300;

  /** The counters of a resource. */
  static final int COUNTERS = 480;

  private static final int VISIT_VALUES = 560;
  private static final int VISIT_VALUE = 48;
  private static final int RULE = 720;
  private static final int RULE_PART = 400;
  private static final int NAME = 560;
  private static final int NAME_RULE = 16;
  private static final int CHARACTER = 2;
  private static final int STATE = 2_200;
  private static final int STATE_RULE = 1_100;
  private static final int CELL = 8;

  private Weights() {}

  /** A call under way with so many values that hotspot rules look at. */
  static int visit(int values) {
    return values == 0 ? VISIT : VISIT + VISIT_VALUES + VISIT_VALUE * values;
  }

  /**
   * Rules that were read.
   *
   * @param text its length, in bytes
   */
  static long rules(List<Rule> rules, int text) {
    long bytes = (long) CHARACTER * text + (long) RULE * rules.size();
    for (Rule rule : rules) {
      bytes += RULE_PART * parts(rule);
    }
    return bytes;
  }

  private static long parts(Rule rule) {
    Fallback fallback = rule.policy().fallback();
    int headers = fallback == null ? 0 : 1 + fallback.headers().size();
    int items = rule instanceof HotspotRule hotspot ? hotspot.specificItems().size() : 0;
    return (long) headers + items;
  }

  /** A name that only patterns match. */
  static int name(String name, int rules) {
    return NAME + CHARACTER * name.length() + NAME_RULE * rules;
  }

  /** What decides calls of a resource, without the values that its hotspot rules know. */
  static long state(LimitState state) {
    List<Rule> rules = state.answers().rules();
    long bytes = STATE + 2L * state.key().name().length();
    for (Rule rule : rules) {
      bytes += STATE_RULE + 4 * CELL * parts(rule);
    }
    SharedNodes nodes = state.nodes();
    int cells = state.node().cells().length() + (nodes == null ? 0 : nodes.cells());
    return bytes + 2L * CELL * cells;
  }
}
