package dev.weir.wasm.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration with which an Envoy starts and enforces the rules by itself: one listener, the
 * filters in it, one cluster behind.
 *
 * @param listen where clients connect
 * @param upstreams the hosts of the service behind
 * @param admin Envoy's admin interface
 * @param modules folder of the modules, as Envoy sees it
 * @param service the way to a daemon, if there is one
 */
record EnvoyBootstrap(
    Endpoint listen,
    List<Endpoint> upstreams,
    Endpoint admin,
    String modules,
    Optional<WeirService> service) {

  private static final String TYPES = "type.googleapis.com/envoy.extensions.";
  private static final String MANAGER =
      "filters.network.http_connection_manager.v3.HttpConnectionManager";
  private static final String PROTOCOLS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

  /** Envoy's default of 1,024 would refuse requests before any rule does. */
  private static final int UPSTREAM_BOUND = 65_536;

  /** The document. */
  Map<String, Object> document(List<Exported> filters) {
    List<Object> listeners = new ArrayList<>(List.of(listener(filters)));
    List<Object> clusters = new ArrayList<>(List.of(cluster()));
    for (Exported filter : filters) {
      if (filter.isService()) {
        listeners.add(service.orElseThrow().listener(entry(filter)));
        clusters.add(service.orElseThrow().cluster());
      }
    }
    return Tree.map(
        "admin",
        Map.of("address", admin.address()),
        "static_resources",
        Tree.map("listeners", listeners, "clusters", clusters));
  }

  private Map<String, Object> entry(Exported filter) {
    return filter.filter(Map.of("local", Map.of("filename", modules + "/" + filter.file())));
  }

  private Map<String, Object> listener(List<Exported> filters) {
    List<Object> network = new ArrayList<>();
    List<Object> http = new ArrayList<>();
    for (Exported filter : filters) {
      if (!filter.isService()) {
        (filter.isHttp() ? http : network).add(entry(filter));
      }
    }
    http.add(named("envoy.filters.http.router", "filters.http.router.v3.Router"));
    network.add(manager(http));
    return Tree.map(
        "name",
        "limited",
        "address",
        listen.address(),
        "filter_chains",
        List.of(Map.of("filters", network)));
  }

  private static Map<String, Object> manager(List<Object> httpFilters) {
    Map<String, Object> route =
        Tree.map("match", Map.of("prefix", "/"), "route", Map.of("cluster", "upstream"));
    Map<String, Object> host =
        Tree.map("name", "all", "domains", List.of("*"), "routes", List.of(route));
    return Tree.map(
        "name",
        "envoy.filters.network.http_connection_manager",
        "typed_config",
        Tree.map(
            "@type",
            TYPES + MANAGER,
            "stat_prefix",
            "limited",
            "early_header_mutation_extensions",
            List.of(HostChoice.noClients()),
            "route_config",
            Tree.map("name", "all", "virtual_hosts", List.of(host)),
            "http_filters",
            httpFilters));
  }

  /** The upstream, spoken to in the protocol that the client speaks: gRPC needs HTTP/2. */
  private Map<String, Object> cluster() {
    Map<String, Object> protocols =
        Tree.map(
            "@type",
            "type.googleapis.com/" + PROTOCOLS,
            "use_downstream_protocol_config",
            Tree.map("http_protocol_options", Map.of(), "http2_protocol_options", Map.of()));
    Map<String, Object> bounds =
        Tree.map(
            "max_connections",
            UPSTREAM_BOUND,
            "max_pending_requests",
            UPSTREAM_BOUND,
            "max_requests",
            UPSTREAM_BOUND);
    List<Object> hosts = new ArrayList<>();
    upstreams.forEach(host -> hosts.add(Map.of("endpoint", Map.of("address", host.address()))));
    return Tree.map(
        "name",
        "upstream",
        "type",
        "STRICT_DNS",
        "connect_timeout",
        "1s",
        "typed_extension_protocol_options",
        Map.of(PROTOCOLS, protocols),
        "load_balancing_policy",
        HostChoice.policy(),
        "circuit_breakers",
        Map.of("thresholds", List.of(bounds)),
        "load_assignment",
        Tree.map("cluster_name", "upstream", "endpoints", List.of(Map.of("lb_endpoints", hosts))));
  }

  private static Map<String, Object> named(String name, String type) {
    return Tree.map("name", name, "typed_config", Map.of("@type", TYPES + type));
  }
}
