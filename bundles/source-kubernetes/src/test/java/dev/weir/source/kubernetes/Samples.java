package dev.weir.source.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.file.Path;
import java.util.Map;

/** Objects that tests edit. */
final class Samples {

  static final Kind RATE_LIMIT =
      new Kind(
          "fault-tolerance.opensergo.io",
          "v1alpha1",
          "RateLimitStrategy",
          "ratelimitstrategies",
          true);

  /** The definitions that Weir ships. */
  static final Path DEFINITIONS = Path.of("../../distribution/src/main/kubernetes/crds");

  /** That of the strategies alone. */
  static final Path STRATEGIES =
      DEFINITIONS.resolve("fault-tolerance.opensergo.io_ratelimitstrategies.yaml");

  private Samples() {}

  /** A strategy as YAML. */
  static String strategy(String namespace, String name, int threshold) {
    return """
        apiVersion: fault-tolerance.opensergo.io/v1alpha1
        kind: RateLimitStrategy
        metadata: {name: %s, namespace: %s, labels: {app: shop}}
        spec: {metricType: RequestAmount, limitMode: Local, threshold: %d, statDurationSeconds: 1}
        """
        .formatted(name, namespace, threshold);
  }

  /** The same as an object. */
  static GenericKubernetesResource object(String namespace, String name, int threshold) {
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion("fault-tolerance.opensergo.io/v1alpha1");
    object.setKind("RateLimitStrategy");
    object.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    object.setAdditionalProperty(
        "spec",
        Map.of(
            "metricType",
            "RequestAmount",
            "limitMode",
            "Local",
            "threshold",
            threshold,
            "statDurationSeconds",
            1));
    return object;
  }

  static String document(String namespace, String name) {
    return "RateLimitStrategy/" + namespace + "/" + name;
  }
}
