package dev.weir.wasm.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects of Istio that put the filters into the proxies of a mesh, before the service that they
 * guard.
 *
 * @param namespace of the objects
 * @param labels of the workloads; none for all of the namespace
 * @param modules where the proxies find the modules: a URL without the file's name
 */
record IstioManifests(String namespace, Map<String, String> labels, String modules) {

  private static final String FILE_SCHEME = "file://";

  /** One WasmPlugin for each filter (extensions.istio.io/v1alpha1). */
  List<Map<String, Object>> wasmPlugins(List<Exported> filters) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Exported filter : filters) {
      Map<String, Object> spec = new LinkedHashMap<>();
      if (!labels.isEmpty()) {
        spec.put("selector", Map.of("matchLabels", labels));
      }
      spec.put("url", modules + "/" + filter.file());
      if (!areModulesInAFolder()) {
        spec.put("sha256", filter.sha256());
      }
      spec.put("pluginName", filter.module().name());
      spec.put("type", filter.isHttp() ? "HTTP" : "NETWORK");
      spec.put("failStrategy", "FAIL_RELOAD");
      spec.put("match", List.of(Map.of("mode", "SERVER")));
      spec.put("pluginConfig", Tree.ofJson(filter.configuration()));
      objects.add(object("extensions.istio.io/v1alpha1", "WasmPlugin", filter, spec));
    }
    return objects;
  }

  /** Whether the proxies find the modules in a folder of their own: all that an EnvoyFilter can. */
  boolean areModulesInAFolder() {
    return modules.startsWith(FILE_SCHEME);
  }

  /**
   * One EnvoyFilter for each filter (networking.istio.io/v1alpha3); modules in a folder. That of
   * Weir's service adds the listener that it lives in and the way to the daemon.
   */
  List<Map<String, Object>> envoyFilters(List<Exported> filters, Optional<WeirService> service) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Exported filter : filters) {
      Map<String, Object> spec = new LinkedHashMap<>();
      if (!labels.isEmpty()) {
        spec.put("workloadSelector", Map.of("labels", labels));
      }
      spec.put(
          "configPatches",
          filter.isService() ? added(filter, service.orElseThrow()) : List.of(inserted(filter)));
      objects.add(object("networking.istio.io/v1alpha3", "EnvoyFilter", filter, spec));
    }
    return objects;
  }

  private Map<String, Object> inserted(Exported filter) {
    return Tree.map(
        "applyTo",
        filter.isHttp() ? "HTTP_FILTER" : "NETWORK_FILTER",
        "match",
        match(filter),
        "patch",
        Tree.map("operation", "INSERT_BEFORE", "value", filter.filter(code(filter))));
  }

  private List<Map<String, Object>> added(Exported filter, WeirService service) {
    return List.of(
        added("CLUSTER", service.cluster()),
        added("LISTENER", service.listener(filter.filter(code(filter)))));
  }

  private static Map<String, Object> added(String what, Map<String, Object> value) {
    return Tree.map(
        "applyTo",
        what,
        "match",
        Map.of("context", "SIDECAR_INBOUND"),
        "patch",
        Tree.map("operation", "ADD", "value", value));
  }

  private static Map<String, Object> match(Exported filter) {
    Map<String, Object> manager = new LinkedHashMap<>();
    manager.put("name", "envoy.filters.network.http_connection_manager");
    if (filter.isHttp()) {
      manager.put("subFilter", Map.of("name", "envoy.filters.http.router"));
    }
    return Tree.map(
        "context", "SIDECAR_INBOUND", "listener", Map.of("filterChain", Map.of("filter", manager)));
  }

  private Map<String, Object> code(Exported filter) {
    String folder = modules.substring(FILE_SCHEME.length());
    return Map.of("local", Map.of("filename", folder + "/" + filter.file()));
  }

  private Map<String, Object> object(
      String version, String kind, Exported filter, Map<String, Object> spec) {
    String name = "weir-" + filter.module().name();
    return Tree.map(
        "apiVersion",
        version,
        "kind",
        kind,
        "metadata",
        Tree.map("name", name, "namespace", namespace),
        "spec",
        spec);
  }
}
