package dev.weir.wasm.export;

import dev.weir.envoy.FilterModule;
import dev.weir.envoy.FilterModule.Layer;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * A filter with the rules that it enforces.
 *
 * @param module the filter
 * @param configuration of the plugin: JSON
 * @param rules how many
 */
record Exported(FilterModule module, String configuration, int rules) {

  private static final String TYPES = "type.googleapis.com/";

  /** Of the file that the module is written to. */
  String file() {
    return "weir-" + module.name() + ".wasm";
  }

  /** Whether it brings figures to the others, and enforces nothing itself. */
  boolean isService() {
    return module.name().equals(FilterModule.SERVICE);
  }

  boolean isHttp() {
    return module.layer() == Layer.HTTP;
  }

  /** Of the module, in lower-case hexadecimal digits. */
  String sha256() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(module.code());
      return String.format("%064x", new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * The filter in Envoy's words, with the settings of the daemon's delivery: a VM that traps is
   * made anew after 0.1 s.
   *
   * @param code where Envoy finds the module
   */
  Map<String, Object> filter(Map<String, Object> code) {
    Map<String, Object> vm =
        Tree.map("vm_id", module.vmId(), "runtime", "envoy.wasm.runtime.v8", "code", code);
    Map<String, Object> text =
        Tree.map("@type", TYPES + "google.protobuf.StringValue", "value", configuration);
    Map<String, Object> plugin =
        Tree.map(
            "name",
            module.name(),
            "root_id",
            module.name(),
            "vm_config",
            vm,
            "configuration",
            text,
            "failure_policy",
            "FAIL_RELOAD",
            "reload_config",
            Map.of("backoff", Map.of("base_interval", "0.1s")));
    String type = "envoy.extensions.filters." + (isHttp() ? "http" : "network") + ".wasm.v3.Wasm";
    return Tree.map(
        "name",
        "weir-" + module.name(),
        "typed_config",
        Tree.map("@type", TYPES + type, "config", plugin));
  }
}
