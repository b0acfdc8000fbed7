package dev.weir.source.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * A kind of objects that the API server serves.
 *
 * @param group {@code fault-tolerance.opensergo.io}
 * @param version {@code v1alpha1}
 * @param name {@code RateLimitStrategy}
 * @param plural {@code ratelimitstrategies}
 * @param hasStatus whether its status is a subresource, which alone Weir writes
 */
record Kind(String group, String version, String name, String plural, boolean hasStatus) {

  ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(name)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }

  @Override
  public String toString() {
    return name;
  }
}
