package dev.weir.bench.envoy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.bench.Row;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.limits.hook.SliceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A listener of the measured Envoy: what stands in front of the answer.
 *
 * @param scenario the case
 * @param subject whose filter it is
 * @param status what it answers a measured request with
 * @param filters JSON objects of the HTTP filters before the router
 * @param cluster the service that answers; none if Envoy does so itself
 */
record Listener(
    String scenario, String subject, int status, List<Object> filters, Optional<String> cluster) {

  /** A threshold that no measurement comes to. */
  static final int NEVER_REACHED = 1_000_000_000;

  /** Envoy's filter that asks the reference rate limit service. */
  static final String RATE_LIMIT = "envoyproxy/ratelimit";

  /**
   * Stands for the mark of the filter's code, which is the same for all who read a configuration.
   */
  private static final long MARK = 1;

  private static final String ORDERS = "GET:/orders";
  private static final String TYPE = "@type";
  private static final String TYPES = "type.googleapis.com/";

  Listener(String scenario, String subject, int status, List<Object> filters) {
    this(scenario, subject, status, filters, Optional.empty());
  }

  /** Whether it asks a rate limit service. */
  boolean asksService() {
    return subject.equals(RATE_LIMIT);
  }

  /** The same under another name. */
  Listener as(String name) {
    return new Listener(scenario, name, status, filters, cluster);
  }

  /** The same in front of a service. */
  Listener before(String service) {
    return new Listener(scenario, subject, status, filters, Optional.of(service));
  }

  /** No filter: what everything is compared with. */
  static Listener bare(String scenario) {
    return new Listener(scenario, "no filter", 200, List.of());
  }

  /**
   * Envoy's ratelimit, which asks a rate limit service about each request.
   *
   * @param service the cluster to ask; its domain is {@code bench}
   */
  static Listener rateLimit(String scenario, String service) {
    Map<String, Object> grpc =
        Map.of("envoy_grpc", Map.of("cluster_name", service), "timeout", "5s");
    Map<String, Object> config =
        Map.of(
            TYPE,
            TYPES + "envoy.extensions.filters.http.ratelimit.v3.RateLimit",
            "domain",
            "bench",
            "timeout",
            "5s",
            "failure_mode_deny",
            true,
            "rate_limit_service",
            Map.of("transport_api_version", "V3", "grpc_service", grpc));
    return new Listener(
        scenario,
        RATE_LIMIT,
        200,
        List.of(Map.of("name", "envoy.filters.http.ratelimit", "typed_config", config)));
  }

  /**
   * Envoy's local_ratelimit, one bucket.
   *
   * @param perSecond its rate; below 1000 it is soon exhausted and all are refused
   */
  static Listener localRateLimit(String scenario, int status, int perSecond) {
    Map<String, Object> always =
        Map.of("default_value", Map.of("numerator", 100, "denominator", "HUNDRED"));
    Map<String, Object> config =
        Map.of(
            TYPE,
            TYPES + "envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit",
            "stat_prefix",
            "bench",
            "token_bucket",
            Map.of("max_tokens", perSecond, "tokens_per_fill", perSecond, "fill_interval", "1s"),
            "filter_enabled",
            always,
            "filter_enforced",
            always);
    return new Listener(
        scenario,
        "local_ratelimit",
        status,
        List.of(Map.of("name", "envoy.filters.http.local_ratelimit", "typed_config", config)));
  }

  /**
   * Weir's filter with one flow rule for the resource that is asked for.
   *
   * @param module path of its .wasm
   * @param perSecond the rule's threshold
   */
  static Listener weir(String scenario, String subject, int status, String module, int perSecond) {
    return weir(scenario, subject, status, module, List.of(flow("bench", ORDERS, perSecond)));
  }

  /**
   * Weir's filter with rules of every kind, 1,000 in all, of which four are for the resource that
   * is asked for, as a daemon delivers them.
   *
   * @param module path of its .wasm
   * @param value what hotspot rules look at
   */
  static Listener weirWithEveryKind(String scenario, String module, String value) {
    List<Rule> rules = new ArrayList<>(everyKind(0, ORDERS, value));
    for (int i = 1; i < 250; i++) {
      rules.addAll(everyKind(i, "GET:/other/" + i, value));
    }
    return wasm(scenario, Row.WEIR, 200, module, SliceJson.render(new RuleSet(1, rules), MARK));
  }

  private static List<Rule> everyKind(int number, String resource, String value) {
    return List.of(
        FlowRule.perSecond("f" + number, resource, NEVER_REACHED),
        new IsolationRule("i" + number, resource, false, NEVER_REACHED, Policy.DEFAULT),
        new HotspotRule(
            "h" + number,
            resource,
            new HotspotRule.Param(0, value),
            new HotspotRule.Metric.Qps(1, 0, new ControlBehavior.Reject()),
            NEVER_REACHED,
            0,
            List.of(),
            Policy.DEFAULT),
        new CircuitBreakerRule(
            "b" + number,
            resource,
            new CircuitBreakerRule.Strategy.ErrorRatio(0.5),
            100,
            new CircuitBreakerRule.StatWindow(1_000, 1),
            new CircuitBreakerRule.Recovery(1_000, 1),
            Policy.DEFAULT));
  }

  private static Map<String, Object> flow(String id, String resource, int perSecond) {
    return Map.of("id", id, "resource", resource, "threshold", perSecond, "statIntervalInMs", 1000);
  }

  private static Listener weir(
      String scenario, String subject, int status, String module, List<Map<String, Object>> all) {
    String rules = json(Map.of("revision", 1, "rules", all));
    return wasm(scenario, subject, status, module, rules);
  }

  /**
   * A Wasm filter in a VM of its own.
   *
   * @param module path of its .wasm
   * @param configuration of the plugin, a text
   */
  static Listener wasm(
      String scenario, String subject, int status, String module, String configuration) {
    Map<String, Object> vm =
        Map.of(
            "vm_id",
            subject + " in " + scenario,
            "runtime",
            "envoy.wasm.runtime.v8",
            "code",
            Map.of("local", Map.of("filename", module)));
    Map<String, Object> plugin =
        Map.of(
            "name",
            "http",
            "root_id",
            "http",
            "vm_config",
            vm,
            "configuration",
            Map.of(TYPE, TYPES + "google.protobuf.StringValue", "value", configuration));
    Map<String, Object> config =
        Map.of(TYPE, TYPES + "envoy.extensions.filters.http.wasm.v3.Wasm", "config", plugin);
    return new Listener(
        scenario, subject, status, List.of(Map.of("name", "wasm", "typed_config", config)));
  }

  static String json(Object value) {
    try {
      return new JsonMapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON for " + value, e);
    }
  }
}
