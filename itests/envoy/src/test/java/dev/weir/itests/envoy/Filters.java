package dev.weir.itests.envoy;

import dev.weir.rule.FlowRule;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.UnaryOperator;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** What tests of Weir's filters share: a bundle's context, rules, and the sample's upstream. */
final class Filters {

  /** So long a window that none ends within a test. */
  private static final int WINDOW_MS = FlowRule.MAX_INTERVAL_MS;

  private static final String HTTP2 =
      """
            typed_extension_protocol_options:
              envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                explicit_http_config: {http2_protocol_options: {}}
      """;

  private Filters() {}

  /** The sample with an upstream of HTTP/2. */
  static UnaryOperator<String> http2Upstream() {
    return yaml ->
        yaml.replace(
            "    - name: upstream\n      type: STATIC\n",
            "    - name: upstream\n      type: STATIC\n" + HTTP2);
  }

  /** One rule of one resource. */
  static RuleSet limit(long revision, String resource, double threshold) {
    return new RuleSet(
        revision,
        List.of(FlowRule.direct("limit", resource, threshold, WINDOW_MS, Policy.DEFAULT)));
  }

  /** A bundle of version 1.0.0. */
  static BundleContext bundle() {
    ClassLoader loader = Filters.class.getClassLoader();
    Object bundle =
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {Bundle.class},
            (proxy, method, arguments) -> new Version(1, 0, 0));
    return (BundleContext)
        Proxy.newProxyInstance(
            loader, new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> bundle);
  }
}
