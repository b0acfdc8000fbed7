package dev.weir.engine.breaker;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Keep;
import dev.weir.engine.call.Kind;
import dev.weir.engine.call.Site;
import dev.weir.rule.CircuitBreakerRule;
import org.jspecify.annotations.Nullable;

/** Circuit breaker rules; sentinel-golang core/circuitbreaker/rule_manager.go. */
public final class BreakerKind implements Kind<CircuitBreakerRule> {

  @Override
  public Class<CircuitBreakerRule> type() {
    return CircuitBreakerRule.class;
  }

  @Override
  public Keep keep(CircuitBreakerRule was, CircuitBreakerRule is) {
    return BreakerRules.keep(was, is);
  }

  @Override
  public String layout(CircuitBreakerRule rule) {
    return BreakerRules.layout(rule);
  }

  @Override
  public Check compile(CircuitBreakerRule rule, Site site, @Nullable Check predecessor) {
    BreakerCheck old = predecessor instanceof BreakerCheck breaker ? breaker : null;
    Keep keep = old == null ? Keep.NOTHING : keep(old.rule(), rule);
    if (old == null || keep == Keep.NOTHING) {
      return check(rule, site, BreakerMemory.at(site, rule));
    }
    BreakerMemory before = old.breaker().memory();
    if (keep == Keep.STATISTIC) {
      return check(rule, site, before.closedAt(site));
    }
    BreakerMemory kept = before.keptAt(site);
    if (!old.rule().policy().equals(rule.policy())) {
      return check(rule, site, kept);
    }
    return kept.equals(before) ? old : check(old.rule(), site, kept);
  }

  private static Check check(CircuitBreakerRule rule, Site site, BreakerMemory memory) {
    BreakerOptions options =
        new BreakerOptions(
            site.options().rollbackRenewsRetry(),
            site.options().abandonedProbesRetry(),
            site.breakers());
    return new BreakerCheck(new CircuitBreaker(rule, memory, options), site.mark());
  }
}
