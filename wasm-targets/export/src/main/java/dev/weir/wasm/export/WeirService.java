package dev.weir.wasm.export;

import java.util.List;
import java.util.Map;

/**
 * What Weir's service needs of an Envoy: a listener that takes no connection, for it to live in,
 * and a way to the daemon that tells it the figures of the host.
 *
 * @param daemon where the daemon's xDS port is
 */
record WeirService(Endpoint daemon) {

  /** Name of the cluster that leads to the daemon; the service is configured with it. */
  static final String CLUSTER = "weir-xds";

  private static final String LISTENER = "weir-service";
  private static final String TYPES = "type.googleapis.com/envoy.extensions.";
  private static final String PROTOCOLS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

  /**
   * The listener.
   *
   * @param service the module as a network filter
   */
  Map<String, Object> listener(Map<String, Object> service) {
    Map<String, Object> end =
        Tree.map(
            "name",
            "envoy.filters.network.echo",
            "typed_config",
            Map.of("@type", TYPES + "filters.network.echo.v3.Echo"));
    return Tree.map(
        "name",
        LISTENER,
        "address",
        new Endpoint("127.0.0.1", 1).address(),
        "bind_to_port",
        false,
        "stat_prefix",
        LISTENER,
        "filter_chains",
        List.of(Map.of("filters", List.of(service, end))));
  }

  /** The cluster: gRPC, with signs of life, so that a daemon that is gone is noticed. */
  Map<String, Object> cluster() {
    Map<String, Object> alive = Tree.map("interval", "10s", "timeout", "5s");
    Map<String, Object> protocols =
        Tree.map(
            "@type",
            "type.googleapis.com/" + PROTOCOLS,
            "explicit_http_config",
            Map.of("http2_protocol_options", Map.of("connection_keepalive", alive)));
    Map<String, Object> endpoint = Map.of("endpoint", Map.of("address", daemon.address()));
    return Tree.map(
        "name",
        CLUSTER,
        "type",
        "STRICT_DNS",
        "connect_timeout",
        "1s",
        "typed_extension_protocol_options",
        Map.of(PROTOCOLS, protocols),
        "load_assignment",
        Tree.map(
            "cluster_name",
            CLUSTER,
            "endpoints",
            List.of(Map.of("lb_endpoints", List.of(endpoint)))));
  }
}
