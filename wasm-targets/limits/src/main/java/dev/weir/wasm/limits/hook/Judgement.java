package dev.weir.wasm.limits.hook;

import dev.weir.engine.match.NamePattern;
import dev.weir.hook.Ability;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HttpResource;
import dev.weir.rule.LimitMode;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.ParamValue;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation.MemoryAdaptive;
import dev.weir.rule.TrafficRule;
import dev.weir.wasm.limits.param.ParamKey;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Which rules a filter can enforce, and why not the others. */
public final class Judgement {

  private static final String NO_SERVICE =
      "figures of the host reach a proxy by Weir's service: install the feature weir-envoy-service";
  private static final String SILENCE =
      "in proxies with the slot of Weir's service; a figure that is older than 2 s blocks nobody";

  private static final String DIVIDED =
      "limitMode GLOBAL holds over all proxies with the slot of Weir's service; where the service is"
          + " silent for 2 s each goes on with an equal part";
  private static final String EQUAL =
      "limitMode GLOBAL_TO_LOCAL is an equal part for each proxy with the slot of Weir's service";

  private static final String OVERRIDE_HOST =
      "in clusters whose policy is override_host by the filter's header; counted per proxy";

  private final boolean request;
  private final Function<String, String> fault;
  private final BooleanSupplier service;

  /**
   * A filter's.
   *
   * @param request whether its calls are requests; else they are connections
   * @param fault why no call can have a resource's name, a clause; empty when one can
   * @param service whether figures of the host are brought to proxies
   */
  public Judgement(boolean request, Function<String, String> fault, BooleanSupplier service) {
    this.request = request;
    this.fault = fault;
    this.service = service;
  }

  /** What the filter says to a rule. */
  public Ability of(Rule rule) {
    if (rule instanceof TrafficRule) {
      return Ability.no("a filter in the proxy sees no packets");
    }
    if (rule instanceof SystemRule system) {
      return of(system);
    }
    if (rule instanceof OutlierRule outlier) {
      String reason = reason(outlier);
      return reason.isEmpty() ? new Ability.Able(OVERRIDE_HOST) : Ability.no(reason);
    }
    String name = rule.regex() ? patternFault(rule.resource()) : fault.apply(rule.resource());
    String reason = name.isEmpty() ? reason(rule) : name;
    return reason.isEmpty() ? able(rule) : Ability.no(reason);
  }

  private Ability of(SystemRule rule) {
    return switch (rule.metricType()) {
      case LOAD, CPU_USAGE ->
          service.getAsBoolean() ? new Ability.Able(SILENCE) : Ability.no(NO_SERVICE);
      case AVG_RT, CONCURRENCY, INBOUND_QPS ->
          request
              ? Ability.yes()
              : Ability.no("a connection is not a request: limit tcp:PORT by flow or isolation");
    };
  }

  private String reason(OutlierRule rule) {
    if (!request) {
      return "a connection does not say whether its service failed: the HTTP and gRPC filters can";
    }
    if (HttpResource.isName(rule.resource())) {
      return "a host is put out for one resource of a request: name METHOD:/path";
    }
    return rule.recovery().enabled()
        ? "a filter asks no node whether it is back: leave active recovery out, and calls probe it"
        : fault.apply(rule.resource());
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

  private String reason(FlowRule flow) {
    if (flow.refResource() != null) {
      return "filters do not count one resource for another";
    }
    return isMemoryAdaptive(flow) && !service.getAsBoolean() ? NO_SERVICE : "";
  }

  private static boolean isMemoryAdaptive(Rule rule) {
    return rule instanceof FlowRule flow && flow.tokenCalculation() instanceof MemoryAdaptive;
  }

  private String reason(HotspotRule hotspot) {
    Set<String> values = new HashSet<>();
    for (HotspotRule.SpecificItem item : hotspot.specificItems()) {
      if (!values.add(RuleJson.text(item.value()))) {
        return "a request has texts only, and " + item.value() + " is written as another value";
      }
      if (RuleJson.text(item.value()).getBytes(StandardCharsets.UTF_8).length
          > ParamValue.OfString.MAX_LENGTH) {
        return "a value has more than " + ParamValue.OfString.MAX_LENGTH + " bytes in UTF-8";
      }
    }
    try {
      ParamKey unused = ParamKey.of(hotspot.param(), request);
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Ability able(Rule rule) {
    LimitMode mode = rule.policy().limitMode();
    String note = isMemoryAdaptive(rule) ? SILENCE : "";
    if (mode != LimitMode.LOCAL) {
      note += (note.isEmpty() ? "" : "; ") + mode(rule, mode);
    }
    return new Ability.Able(note);
  }

  private String mode(Rule rule, LimitMode mode) {
    String alone = "limitMode " + mode + " is counted per proxy";
    if (!(rule instanceof FlowRule flow && flow.isShared())) {
      return alone;
    }
    if (!service.getAsBoolean()) {
      return alone + " until Weir's service is there: install the feature weir-envoy-service";
    }
    return mode == LimitMode.GLOBAL ? DIVIDED : EQUAL;
  }
}
