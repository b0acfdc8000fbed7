package dev.weir.engine.outlier;

import dev.weir.engine.breaker.BreakerOptions;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes of every resource that has an outlier rule; the last rule of a resource counts. */
public final class OutlierBook {

  /** Without rules. */
  public static final OutlierBook EMPTY = new OutlierBook(Map.of());

  private final Map<String, OutlierNodes> byResource;

  private OutlierBook(Map<String, OutlierNodes> byResource) {
    this.byResource = byResource;
  }

  /** The book of another set of rules: resources that have a rule in both keep their nodes. */
  public OutlierBook next(RuleSet rules, BreakerOptions options) {
    Map<String, OutlierRule> last = new HashMap<>();
    for (Rule rule : rules.rules()) {
      if (rule instanceof OutlierRule outlier) {
        last.put(outlier.resource(), outlier);
      }
    }
    if (last.isEmpty()) {
      return EMPTY;
    }
    Map<String, OutlierNodes> next = new HashMap<>();
    for (Map.Entry<String, OutlierRule> entry : last.entrySet()) {
      OutlierNodes known = byResource.get(entry.getKey());
      OutlierRule rule = entry.getValue();
      if (known == null) {
        known = new OutlierNodes(rule, options);
      } else if (!known.rule().equals(rule)) {
        known.replace(rule);
      }
      next.put(entry.getKey(), known);
    }
    return new OutlierBook(next);
  }

  /** The nodes of a resource; null when it has no outlier rule. */
  public @Nullable OutlierNodes nodes(String resource) {
    return byResource.get(resource);
  }

  /** Lets time pass for all of them; see {@link OutlierNodes#tick}. */
  public void tick(long nowMs, RecoveryProbe probe) {
    for (OutlierNodes nodes : byResource.values()) {
      nodes.tick(nowMs, probe);
    }
  }
}
