package dev.weir.bench.envoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The measured Envoy's configuration: listeners that answer by themselves, with no upstream. */
final class Bootstrap {

  private static final String TYPE = "@type";
  private static final String TYPES = "type.googleapis.com/envoy.";

  private Bootstrap() {}

  /** As JSON; listener {@code i} listens on {@code ports[i]}. */
  static String json(List<Listener> listeners, List<Integer> ports, int adminPort) {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < listeners.size(); i++) {
      all.add(listener(listeners.get(i), ports.get(i)));
    }
    return Listener.json(
        Map.of(
            "admin", Map.of("address", address(adminPort)),
            "static_resources", Map.of("listeners", all)));
  }

  private static Map<String, Object> listener(Listener listener, int port) {
    List<Object> filters = new ArrayList<>(listener.filters());
    filters.add(
        Map.of(
            "name",
            "envoy.filters.http.router",
            "typed_config",
            Map.of(TYPE, TYPES + "extensions.filters.http.router.v3.Router")));
    Map<String, Object> route =
        Map.of(
            "match", Map.of("prefix", "/"),
            "direct_response", Map.of("status", 200, "body", Map.of("inline_string", "ok")));
    Map<String, Object> manager =
        Map.of(
            TYPE,
            TYPES + "extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            "stat_prefix",
            "bench",
            "http_filters",
            filters,
            "route_config",
            Map.of(
                "virtual_hosts",
                List.of(Map.of("name", "all", "domains", List.of("*"), "routes", List.of(route)))));
    Map<String, Object> chain =
        Map.of("filters", List.of(Map.of("name", "http", "typed_config", manager)));
    return Map.of(
        "name", "port-" + port, "address", address(port), "filter_chains", List.of(chain));
  }

  private static Map<String, Object> address(int port) {
    return Map.of("socket_address", Map.of("address", "127.0.0.1", "port_value", port));
  }
}
