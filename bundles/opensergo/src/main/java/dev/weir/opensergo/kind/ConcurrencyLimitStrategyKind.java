package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;

/**
 * OpenSergo's {@code ConcurrencyLimitStrategy}: so many calls at the same time. None, which
 * Sentinel's isolation rules cannot say, is a flow rule that lets nothing pass.
 */
final class ConcurrencyLimitStrategyKind implements Kind {

  private static final int SECOND_MS = 1000;

  @Override
  public String apiVersion() {
    return Kinds.OPENSERGO;
  }

  @Override
  public String name() {
    return "ConcurrencyLimitStrategy";
  }

  @Override
  public Strategy read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the strategy's fields").object();
    long most =
        spec.required("maxConcurrency", "the number of requests at the same time")
            .integer(0, IsolationRule.MAX_THRESHOLD);
    LimitMode mode = LimitModes.read(spec.required("limitMode", "Local"));
    spec.refuseOthers();
    return (id, resource, fallback) -> {
      Policy policy = Policy.of(mode, fallback);
      return most == 0
          ? FlowRule.direct(id, resource, 0, SECOND_MS, policy)
          : new IsolationRule(id, resource, false, most, policy);
    };
  }
}
