package dev.weir.engine.hotspot;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Keep;
import dev.weir.engine.call.Kind;
import dev.weir.engine.call.OnceCheck;
import dev.weir.engine.call.Site;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.ControlBehavior.Reject;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.Metric.Qps;
import dev.weir.rule.HotspotRule.SpecificItem;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hotspot rules; sentinel-golang core/hotspot/rule_manager.go. */
public final class HotspotKind implements Kind<HotspotRule> {

  @Override
  public Class<HotspotRule> type() {
    return HotspotRule.class;
  }

  @Override
  public Keep keep(HotspotRule was, HotspotRule is) {
    boolean sameTable =
        was.resource().equals(is.resource())
            && was.paramsMaxCapacity() == is.paramsMaxCapacity()
            && sameCounter(was.metric(), is.metric());
    if (!sameTable) {
      return Keep.NOTHING;
    }
    boolean same =
        was.param().equals(is.param())
            && was.threshold() == is.threshold()
            && sameLimits(was.metric(), is.metric())
            && sameItems(was.specificItems(), is.specificItems());
    return same ? Keep.ALL : Keep.STATISTIC;
  }

  private static boolean sameCounter(Metric was, Metric is) {
    if (!(was instanceof Qps old && is instanceof Qps next)) {
      return was.equals(is);
    }
    return old.durationInSec() == next.durationInSec()
        && old.controlBehavior().getClass() == next.controlBehavior().getClass();
  }

  /** A rule that paces has no burst, whatever is written. */
  private static boolean sameLimits(Metric was, Metric is) {
    if (!(was instanceof Qps old && is instanceof Qps next)) {
      return true;
    }
    ControlBehavior behavior = old.controlBehavior();
    return behavior instanceof Reject
        ? old.burstCount() == next.burstCount()
        : behavior.equals(next.controlBehavior());
  }

  private static boolean sameItems(List<SpecificItem> was, List<SpecificItem> is) {
    return was.size() == is.size() && new HashSet<>(was).equals(new HashSet<>(is));
  }

  @Override
  public Check compile(HotspotRule rule, Site site, @Nullable Check predecessor) {
    Check before = predecessor instanceof OnceCheck once ? once.inner() : predecessor;
    HotspotCheck old = before instanceof HotspotCheck hotspot ? hotspot : null;
    Keep keep = old == null ? Keep.NOTHING : keep(old.rule(), rule);
    if (old != null && keep == Keep.ALL && old.rule().policy().equals(rule.policy())) {
      return site.once(old);
    }
    ParamTable table =
        old == null || keep == Keep.NOTHING ? new ParamTable(Counters.capacity(rule)) : old.table();
    Counter counter = Counters.of(rule, table, site.options().paramHash());
    if (site.options().evictedValuesInheritDebt() && counter instanceof ParamTable.Debtor debtor) {
      table.debtor(debtor);
    }
    return site.once(new HotspotCheck(rule, counter, table, site.options().paramHash()));
  }
}
