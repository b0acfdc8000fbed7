package dev.weir.wasm.limits.hook;

import dev.weir.engine.match.NamePattern;
import dev.weir.hook.Ability;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation.MemoryAdaptive;
import dev.weir.rule.TrafficRule;
import dev.weir.wasm.limits.param.ParamKey;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** Which rules a filter can enforce, and why not the others. */
public final class Judgement {

  private final boolean request;
  private final Function<String, String> fault;

  /**
   * A filter's.
   *
   * @param request whether its calls are requests; else they are connections
   * @param fault why no call can have a resource's name, a clause; empty when one can
   */
  public Judgement(boolean request, Function<String, String> fault) {
    this.request = request;
    this.fault = fault;
  }

  /** What the filter says to a rule. */
  public Ability of(Rule rule) {
    if (rule instanceof TrafficRule) {
      return Ability.no("a filter in the proxy sees no packets");
    }
    if (rule instanceof SystemRule) {
      return Ability.no("the proxy does not know the figures of the service's host");
    }
    if (rule instanceof OutlierRule) {
      return Ability.no("a filter in the proxy does not choose the upstream host");
    }
    String name = rule.regex() ? patternFault(rule.resource()) : fault.apply(rule.resource());
    String reason = name.isEmpty() ? reason(rule) : name;
    return reason.isEmpty() ? able(rule.policy()) : Ability.no(reason);
  }

  private static String patternFault(String pattern) {
    try {
      NamePattern unused = NamePattern.of(pattern);
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String reason(Rule rule) {
    if (rule instanceof FlowRule flow) {
      return reason(flow);
    }
    return rule instanceof HotspotRule hotspot ? reason(hotspot) : "";
  }

  private static String reason(FlowRule flow) {
    if (flow.refResource() != null) {
      return "filters do not count one resource for another";
    }
    return flow.tokenCalculation() instanceof MemoryAdaptive
        ? "the proxy does not know the memory of the service's host"
        : "";
  }

  private String reason(HotspotRule hotspot) {
    Set<String> values = new HashSet<>();
    for (HotspotRule.SpecificItem item : hotspot.specificItems()) {
      if (!values.add(RuleJson.text(item.value()))) {
        return "a request has texts only, and " + item.value() + " is written as another value";
      }
    }
    try {
      ParamKey unused = ParamKey.of(hotspot.param(), request);
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Ability able(Policy policy) {
    return policy.limitMode() == LimitMode.LOCAL
        ? Ability.yes()
        : new Ability.Able("limitMode " + policy.limitMode() + " is counted per proxy");
  }
}
