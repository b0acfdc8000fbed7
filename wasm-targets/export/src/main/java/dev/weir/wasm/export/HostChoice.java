package dev.weir.wasm.export;

import java.util.List;
import java.util.Map;

/** What outlier rules need of an Envoy: that it takes those hosts behind that the filters name. */
final class HostChoice {

  /** Headers in which the gRPC and the HTTP filter name hosts, in order of precedence. */
  private static final List<String> HEADERS = List.of("x-weir-upstream-grpc", "x-weir-upstream");

  private static final String TYPES = "type.googleapis.com/envoy.extensions.";

  private HostChoice() {}

  /** Of a connection manager: clients do not name hosts. */
  static Map<String, Object> noClients() {
    return Tree.map(
        "name",
        "envoy.http.early_header_mutation.header_mutation",
        "typed_config",
        Tree.map(
            "@type",
            TYPES + "http.early_header_mutation.header_mutation.v3.HeaderMutation",
            "mutations",
            each("remove")));
  }

  /** Of a cluster: hosts that are named; where none is, all by turns. */
  static Map<String, Object> policy() {
    return policies(
        "override_host",
        Tree.map(
            "@type",
            TYPES + "load_balancing_policies.override_host.v3.OverrideHost",
            "override_host_sources",
            each("header"),
            "fallback_policy",
            policies(
                "round_robin",
                Map.of("@type", TYPES + "load_balancing_policies.round_robin.v3.RoundRobin"))));
  }

  private static Map<String, Object> policies(String name, Map<String, Object> config) {
    Map<String, Object> extension =
        Tree.map("name", "envoy.load_balancing_policies." + name, "typed_config", config);
    return Map.of("policies", List.of(Map.of("typed_extension_config", extension)));
  }

  private static List<Map<String, String>> each(String field) {
    return HEADERS.stream().map(header -> Map.of(field, header)).toList();
  }
}
