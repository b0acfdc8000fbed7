package dev.weir.source.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.File;

/** Makes clients from the settings. */
final class Cluster {

  private final Settings settings;

  Cluster(Settings settings) {
    this.settings = settings;
  }

  /**
   * A client; it has not reached anybody yet. It neither retries nor reconnects: that is decided
   * here, where it is known what was missed.
   *
   * @throws RuntimeException when the kubeconfig or a certificate cannot be read
   */
  KubernetesClient open() {
    Config config =
        new ConfigBuilder(base())
            .withConnectionTimeout(settings.pace().timeoutMs())
            .withRequestTimeout(settings.pace().timeoutMs())
            .withRequestRetryBackoffLimit(0)
            .withWatchReconnectLimit(0)
            .withWatchReconnectInterval(100)
            .withOnlyHttpWatches(true)
            // Over HTTP/2 the JDK's client gives "GOAWAY received" for a 401.
            .withHttp2Disable(true)
            .withUserAgent("weir/" + settings.node())
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new JdkHttpClientFactory())
        .build();
  }

  private Config base() {
    if (settings.access() instanceof Access.Kubeconfig k) {
      File file = k.file().toFile();
      if (!file.canRead()) {
        throw new IllegalStateException(
            "kubeconfig: " + file + " is not there, or Weir's user may not read it");
      }
      return k.context().isEmpty()
          ? Config.fromKubeconfig(file)
          : Config.fromKubeconfig(k.context(), file);
    }
    Access.Url url = (Access.Url) settings.access();
    ConfigBuilder builder =
        new ConfigBuilder(Config.empty()).withMasterUrl(url.server().toString());
    if (!url.token().isEmpty()) {
      builder.withOauthTokenProvider(url.token()::reveal);
    }
    url.ca()
        .ifPresent(
            ca -> {
              if (!ca.toFile().canRead()) {
                throw new IllegalStateException(
                    "ca: " + ca + " is not there, or Weir's user may not read it");
              }
              builder.withCaCertFile(ca.toString());
            });
    return builder.build();
  }

  /** The objects of a scope that the selector selects. */
  FilterWatchListDeletable<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      objects(KubernetesClient client, Scope scope) {
    MixedOperation<
            GenericKubernetesResource,
            GenericKubernetesResourceList,
            Resource<GenericKubernetesResource>>
        all = client.genericKubernetesResources(scope.kind().context());
    return scope.namespace().isEmpty() ? all.inAnyNamespace() : all.inNamespace(scope.namespace());
  }
}
