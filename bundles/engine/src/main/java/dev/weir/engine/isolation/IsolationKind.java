package dev.weir.engine.isolation;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Keep;
import dev.weir.engine.call.Kind;
import dev.weir.engine.call.Site;
import dev.weir.rule.IsolationRule;
import org.jspecify.annotations.Nullable;

/** Isolation rules. In force they keep nothing: the resource's statistics know what is running. */
public final class IsolationKind implements Kind<IsolationRule> {

  @Override
  public Class<IsolationRule> type() {
    return IsolationRule.class;
  }

  /** Resources without such rules need not have counted the ends of calls. */
  @Override
  public String layout(IsolationRule rule) {
    return "c";
  }

  @Override
  public Keep keep(IsolationRule was, IsolationRule is) {
    return Keep.ALL;
  }

  @Override
  public Check compile(IsolationRule rule, Site site, @Nullable Check predecessor) {
    if (!rule.policy().shadow()) {
      return new IsolationCheck(rule, site.resource().node());
    }
    return new ShadowIsolationCheck(
        rule,
        predecessor instanceof ShadowIsolationCheck old
            ? site.keep(old.region())
            : site.allocate(ShadowIsolationCheck.CELLS));
  }
}
