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
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < listeners.size(); i++) {
      all.add(listener(listeners.get(i), ports.get(i), more));
    }
    return Listener.json(
        Map.of(
            "admin", Map.of("address", address(adminPort)),
            "static_resources", Map.of("listeners", all)));
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
    Map<String, Object> route =
        Map.of(
            "match", Map.of("prefix", "/"),
            "direct_response", Map.of("status", 200, "body", Map.of("inline_string", "ok")));
    Map<String, Object> routes =
        Map.of(
            "virtual_hosts",
            List.of(Map.of("name", "all", "domains", List.of("*"), "routes", List.of(route))));
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
