package dev.weir.bench.envoy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The measured Envoy's configuration: listeners that answer by themselves, with no upstream. */
final class Bootstrap {

  private static final String TYPE = "@type";
  private static final String TYPES = "type.googleapis.com/envoy.";

  private Bootstrap() {}

  /**
   * An access log of one line a request: when it began, in microseconds since the epoch; how long
   * it took, in microseconds; the status.
   */
  static Map<String, Object> accessLog(Path file) {
    String line = "%START_TIME(%s%6f)% %COMMON_DURATION(DS_RX_BEG:DS_TX_END:us)% %RESPONSE_CODE%\n";
    Map<String, Object> log =
        Map.of(
            TYPE,
            TYPES + "extensions.access_loggers.file.v3.FileAccessLog",
            "path",
            file.toString(),
            "log_format",
            Map.of("text_format_source", Map.of("inline_string", line)));
    return Map.of("access_log", List.of(Map.of("name", "file", "typed_config", log)));
  }

  /** As JSON; listener {@code i} listens on {@code ports[i]}. */
  static String json(List<Listener> listeners, List<Integer> ports, int adminPort) {
    return json(listeners, ports, adminPort, Map.of());
  }

  /**
   * The same, and more for each connection manager.
   *
   * @param more fields, such as {@code access_log}
   */
  static String json(
      List<Listener> listeners, List<Integer> ports, int adminPort, Map<String, Object> more) {
    return json(listeners, ports, adminPort, more, List.of());
  }

  /**
   * The same, and services.
   *
   * @param clusters see {@link #cluster}
   */
  static String json(
      List<Listener> listeners,
      List<Integer> ports,
      int adminPort,
      Map<String, Object> more,
      List<Object> clusters) {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < listeners.size(); i++) {
      all.add(listener(listeners.get(i), ports.get(i), more));
    }
    return Listener.json(
        Map.of(
            "admin", Map.of("address", address(adminPort)),
            "static_resources", Map.of("listeners", all, "clusters", clusters)));
  }

  /**
   * A service on the loopback.
   *
   * @param http2 whether it speaks HTTP/2, as gRPC does
   */
  static Object cluster(String name, int port, boolean http2) {
    Map<String, Object> endpoint = Map.of("endpoint", Map.of("address", address(port)));
    Map<String, Object> cluster =
        new HashMap<>(
            Map.of(
                "name",
                name,
                "type",
                "STATIC",
                "load_assignment",
                Map.of(
                    "cluster_name",
                    name,
                    "endpoints",
                    List.of(Map.of("lb_endpoints", List.of(endpoint))))));
    if (http2) {
      Map<String, Object> protocol =
          Map.of(
              TYPE,
              TYPES + "extensions.upstreams.http.v3.HttpProtocolOptions",
              "explicit_http_config",
              Map.of("http2_protocol_options", Map.of()));
      cluster.put(
          "typed_extension_protocol_options",
          Map.of("envoy.extensions.upstreams.http.v3.HttpProtocolOptions", protocol));
    }
    return cluster;
  }

  /** Envoy's ratelimit asks about what the route names; nobody else minds. */
  private static Map<String, Object> route(Listener listener) {
    Map<String, Object> match = Map.of("prefix", "/");
    if (listener.cluster().isEmpty()) {
      return Map.of(
          "match",
          match,
          "direct_response",
          Map.of("status", 200, "body", Map.of("inline_string", "ok")));
    }
    Map<String, Object> limit =
        Map.of("actions", List.of(Map.of("generic_key", Map.of("descriptor_value", "orders"))));
    return Map.of(
        "match",
        match,
        "route",
        Map.of("cluster", listener.cluster().get(), "rate_limits", List.of(limit)));
  }

  private static Map<String, Object> listener(
      Listener listener, int port, Map<String, Object> more) {
    List<Object> filters = new ArrayList<>(listener.filters());
    filters.add(
        Map.of(
            "name",
            "envoy.filters.http.router",
            "typed_config",
            Map.of(TYPE, TYPES + "extensions.filters.http.router.v3.Router")));
    Map<String, Object> routes =
        Map.of(
            "virtual_hosts",
            List.of(
                Map.of(
                    "name", "all", "domains", List.of("*"), "routes", List.of(route(listener)))));
    Map<String, Object> manager = new HashMap<>(more);
    manager.put(
        TYPE,
        TYPES + "extensions.filters.network.http_connection_manager.v3.HttpConnectionManager");
    manager.put("stat_prefix", "bench");
    manager.put("http_filters", filters);
    manager.put("route_config", routes);
    Map<String, Object> chain =
        Map.of("filters", List.of(Map.of("name", "http", "typed_config", manager)));
    return Map.of(
        "name", "port-" + port, "address", address(port), "filter_chains", List.of(chain));
  }

  private static Map<String, Object> address(int port) {
    return Map.of("socket_address", Map.of("address", "127.0.0.1", "port_value", port));
  }
}
