package dev.weir.opensergo.print;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HttpResource;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TrafficRule;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes rules as a YAML stream of Weir's own kinds, whatever format they came from. A field that
 * has its default is left out.
 */
public final class RulePrinter {

  private static final String API_VERSION = "weir.dev/v1alpha1";

  private RulePrinter() {}

  /** The rules in their order, one object each. */
  public static String yaml(List<? extends Rule> rules) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
    options.setSplitLines(false);
    options.setExplicitStart(true);
    Yaml yaml = new Yaml(options);
    return yaml.dumpAll(rules.stream().map(RulePrinter::object).iterator());
  }

  private static Map<String, Object> object(Rule rule) {
    PrintedName name = PrintedName.of(rule.id());
    Entries spec = new Entries();
    if (!name.isId()) {
      spec.put("id", rule.id());
    }
    String kind = write(rule, spec);
    return new Entries()
        .put("apiVersion", API_VERSION)
        .put("kind", kind)
        .put("metadata", name.metadata())
        .put("spec", spec.map())
        .map();
  }

  /** Writes all but the id, and says of which kind the object is. */
  private static String write(Rule rule, Entries spec) {
    if (rule instanceof TrafficRule traffic) {
      PrintedTraffic.write(traffic, spec);
      return "TrafficRule";
    }
    if (rule instanceof HttpResource resource) {
      PrintedHttpResource.write(resource, spec);
      return "HttpResource";
    }
    if (rule instanceof OutlierRule outlier) {
      spec.put("resource", outlier.resource());
      PrintedPolicy.write(outlier.policy(), spec);
      PrintedBreaker.write(outlier, spec);
      return "OutlierRule";
    }
    if (!(rule instanceof SystemRule)) {
      spec.put("resource", rule.resource());
    }
    spec.unless(false, "regex", rule.regex());
    PrintedPolicy.write(rule.policy(), spec);
    body(rule, spec);
    return "Rule";
  }

  private static void body(Rule rule, Entries spec) {
    Entries body = new Entries();
    if (rule instanceof FlowRule flow) {
      PrintedFlow.write(flow, body);
      spec.put("flow", body.map());
    } else if (rule instanceof CircuitBreakerRule breaker) {
      PrintedBreaker.write(breaker, body);
      spec.put("circuitBreaker", body.map());
    } else if (rule instanceof HotspotRule hotspot) {
      PrintedHotspot.write(hotspot, body);
      spec.put("hotspot", body.map());
    } else if (rule instanceof IsolationRule isolation) {
      spec.put("isolation", body.put("threshold", isolation.threshold()).map());
    } else if (rule instanceof SystemRule system) {
      PrintedHost.write(system, body);
      spec.put("system", body.map());
    }
  }
}
