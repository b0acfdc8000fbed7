package dev.weir.engine.system;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Keep;
import dev.weir.engine.call.Kind;
import dev.weir.engine.call.Site;
import dev.weir.rule.SystemRule;
import org.jspecify.annotations.Nullable;

/** System rules. They keep nothing: the site's resource is all inbound traffic together. */
public final class SystemKind implements Kind<SystemRule> {

  @Override
  public Class<SystemRule> type() {
    return SystemRule.class;
  }

  @Override
  public Keep keep(SystemRule was, SystemRule is) {
    return Keep.NOTHING;
  }

  @Override
  public Check compile(SystemRule rule, Site site, @Nullable Check predecessor) {
    return new SystemCheck(rule, site.resource().node(), site.signals());
  }
}
