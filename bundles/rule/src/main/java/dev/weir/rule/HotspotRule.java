package dev.weir.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Limits each value of a parameter by itself; Sentinel's hotspot rule.
 *
 * @param param which parameter
 * @param metric what is limited
 * @param threshold calls per duration, or at once, for each value; at least 0
 * @param paramsMaxCapacity values that are told apart, the least recently used forgotten first; 0
 *     for Sentinel's default, at most {@value #MAX_CAPACITY}
 * @param specificItems values with a threshold of their own; each once, at most {@value
 *     #MAX_SPECIFIC_ITEMS}
 * @param policy how it is enforced
 */
public record HotspotRule(
    String id,
    String resource,
    Param param,
    Metric metric,
    long threshold,
    int paramsMaxCapacity,
    List<SpecificItem> specificItems,
    Policy policy)
    implements Rule {

  /** Most values that one rule tells apart. */
  public static final int MAX_CAPACITY = 1_000_000;

  /** Most values with a threshold of their own. */
  public static final int MAX_SPECIFIC_ITEMS = 10_000;

  public HotspotRule {
    Checks.names(id, resource);
    resource = ResourceName.canonical(resource);
    Checks.range("threshold", threshold, 0, Long.MAX_VALUE);
    Checks.range("paramsMaxCapacity", paramsMaxCapacity, 0, MAX_CAPACITY);
    specificItems = List.copyOf(specificItems);
    Checks.range("specificItems.size", specificItems.size(), 0, MAX_SPECIFIC_ITEMS);
    Set<ParamValue> values = new HashSet<>();
    for (SpecificItem item : specificItems) {
      if (!values.add(item.value())) {
        throw new InvalidRuleException(
            "specificItems", "must have each value once, has " + item.value() + " twice");
      }
    }
  }

  /**
   * Which parameter of a call: the attachment of that key when the call has it, else the argument
   * of that index.
   *
   * @param index from 0; negative is from the end, -1 the last
   * @param key empty for none; at most {@value #MAX_KEY} characters; goes with an index of at most
   *     0
   */
  public record Param(int index, String key) {

    /** Longest key, in characters. */
    public static final int MAX_KEY = 1024;

    public Param {
      Checks.range("paramKey.length", key.length(), 0, MAX_KEY);
      if (index > 0 && !key.isEmpty()) {
        throw new InvalidRuleException("paramKey", "must not be given beside a paramIndex above 0");
      }
    }
  }

  /** What is limited. */
  public sealed interface Metric {

    /** Calls that are running at the same time. */
    record Concurrency() implements Metric {}

    /**
     * Calls in a time.
     *
     * @param durationInSec seconds that the threshold is for, at least 1
     * @param burstCount calls that may come on top of the threshold; read by Reject; at least 0
     * @param controlBehavior what becomes of a call for which there is no room
     */
    record Qps(int durationInSec, long burstCount, ControlBehavior controlBehavior)
        implements Metric {
      public Qps {
        Checks.range("durationInSec", durationInSec, 1, Integer.MAX_VALUE);
        Checks.range("burstCount", burstCount, 0, Long.MAX_VALUE);
      }
    }
  }

  /**
   * A value with a threshold of its own.
   *
   * @param value the value
   * @param threshold as the rule's
   */
  public record SpecificItem(ParamValue value, long threshold) {}
}
