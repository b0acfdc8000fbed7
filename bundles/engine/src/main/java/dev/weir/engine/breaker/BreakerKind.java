package dev.weir.engine.breaker;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Keep;
import dev.weir.engine.call.Kind;
import dev.weir.engine.call.Site;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.Policy;
import org.jspecify.annotations.Nullable;

/** Circuit breaker rules; sentinel-golang core/circuitbreaker/rule_manager.go. */
public final class BreakerKind implements Kind<CircuitBreakerRule> {

  @Override
  public Class<CircuitBreakerRule> type() {
    return CircuitBreakerRule.class;
  }

  @Override
  public Policy policy(CircuitBreakerRule rule) {
    return rule.policy();
  }

  @Override
  public Keep keep(CircuitBreakerRule was, CircuitBreakerRule is) {
    return BreakerRules.keep(was, is);
  }

  @Override
  public Check compile(CircuitBreakerRule rule, Site site, @Nullable Check predecessor) {
    BreakerOptions options =
        new BreakerOptions(site.options().rollbackRenewsRetry(), site.breakers());
    if (predecessor instanceof BreakerCheck old) {
      CircuitBreaker breaker = CircuitBreaker.replacing(old.breaker(), rule, options);
      return breaker == old.breaker() ? old : new BreakerCheck(breaker, site.mark());
    }
    return new BreakerCheck(CircuitBreaker.of(rule, options), site.mark());
  }
}
