package dev.weir.wasm.limits;

import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.HotspotRule.SpecificItem;
import dev.weir.rule.ParamValue;
import dev.weir.rule.Rule;
import dev.weir.wasm.limits.param.ParamKey;
import dev.weir.wasm.limits.shard.ShardNeeds;
import java.util.ArrayList;
import java.util.List;

/**
 * Hotspot rules as a proxy has them. What they look at becomes the arguments of a call, each value
 * once; a rule's index says which. And how many values they tell apart is bounded together, because
 * clients choose the values and a VM's memory is the proxy's: above {@value #MAX_VALUES} each rule
 * has its share.
 */
final class HotspotTerms {

  /** Most values that the rules of a VM tell apart, about 100 bytes each. */
  static final int MAX_VALUES = 50_000;

  /** Most for each MiB of the budget: three eighths of it. */
  static final int VALUES_PER_MIB = MAX_VALUES / 16;

  /** Least values of a rule. */
  static final int MIN_VALUES = 16;

  /** Those of requests without rules. */
  static final HotspotTerms NONE = new HotspotTerms(true, 1);

  private final boolean request;
  private final double share;

  private HotspotTerms(boolean request, double share) {
    this.request = request;
    this.share = share;
  }

  /**
   * For all rules of a configuration.
   *
   * @param wanted how many values they ask for, together
   * @param request whether calls are requests; else they are connections
   * @param memory the budget, in MiB
   */
  static HotspotTerms of(long wanted, boolean request, int memory) {
    int most = Math.min(MAX_VALUES, VALUES_PER_MIB * memory);
    return new HotspotTerms(request, wanted <= most ? 1 : (double) most / wanted);
  }

  /** Whether rules are enforced as under others. */
  boolean same(HotspotTerms other) {
    return share == other.share && request == other.request;
  }

  /** Whether rules have less values than they ask for. */
  boolean shares() {
    return share < 1;
  }

  /**
   * The rules of a resource as they are enforced.
   *
   * @param into gets what they look at
   * @throws RefusedException when no call has what a rule looks at
   */
  List<Rule> enforced(List<Rule> rules, List<ParamKey> into) {
    boolean any = false;
    for (Rule rule : rules) {
      any |= rule instanceof HotspotRule;
    }
    if (!any) {
      return rules;
    }
    List<Rule> enforced = new ArrayList<>();
    for (Rule rule : rules) {
      enforced.add(rule instanceof HotspotRule hotspot ? enforced(hotspot, into) : rule);
    }
    return enforced;
  }

  private HotspotRule enforced(HotspotRule rule, List<ParamKey> into) {
    ParamKey key = key(rule);
    int index = into.indexOf(key);
    if (index < 0) {
      index = into.size();
      into.add(key);
    }
    int capacity = Math.max(MIN_VALUES, (int) (share * ShardNeeds.capacity(rule)));
    return new HotspotRule(
        rule.id(),
        rule.resource(),
        new Param(index, ""),
        rule.metric(),
        rule.threshold(),
        capacity,
        asSent(rule.specificItems()),
        rule.policy());
  }

  /** Values as they are hashed: by the bytes of a request. */
  private static List<SpecificItem> asSent(List<SpecificItem> items) {
    List<SpecificItem> sent = new ArrayList<>();
    for (SpecificItem item : items) {
      sent.add(
          item.value() instanceof ParamValue.OfString text
              ? new SpecificItem(
                  new ParamValue.OfString(MemoryText.of(text.value())), item.threshold())
              : item);
    }
    return sent;
  }

  private ParamKey key(HotspotRule rule) {
    try {
      return ParamKey.of(rule.param(), request);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("rule '" + rule.id() + "': " + e.getMessage());
    }
  }
}
