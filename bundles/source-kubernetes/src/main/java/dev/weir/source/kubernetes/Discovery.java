package dev.weir.source.kubernetes;

import dev.weir.hook.Backoff;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the kinds that are installed, again and again, and has a {@link Follow} for each: a
 * kind that appears later is picked up, one that is gone and has no objects left is let go.
 */
final class Discovery {

  /** The groups whose kinds are rules. */
  static final List<String> GROUPS =
      List.of(
          "fault-tolerance.opensergo.io/v1alpha1",
          "datasource.sentinel.io/v1alpha1",
          "weir.dev/v1alpha1");

  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
  private static final long FIRST_WAIT_MS = 100;

  private final Cluster cluster;
  private final Settings settings;
  private final Shelf shelf;
  private final Backoff backoff;
  private final Worker worker = new Worker("weir-source-kubernetes", this::run);
  private final Map<Scope, Follow> followers = new HashMap<>();

  Discovery(Cluster cluster, Settings settings, Shelf shelf) {
    this.cluster = cluster;
    this.settings = settings;
    this.shelf = shelf;
    this.backoff = new Backoff(FIRST_WAIT_MS, settings.pace().retryMaxMs(), new Random());
  }

  void start() {
    worker.start();
  }

  void stop() {
    worker.stop();
    followers.values().forEach(Follow::interrupt);
    followers.values().forEach(Follow::stop);
    followers.clear();
  }

  private void run() throws InterruptedException {
    while (!worker.stopped()) {
      try (KubernetesClient client = cluster.open()) {
        while (!worker.stopped()) {
          look(client);
          backoff.succeeded();
          Thread.sleep(settings.pace().discoverMs());
        }
      } catch (RuntimeException e) {
        if (worker.stopped()) {
          return;
        }
        LOG.debug("cause", e);
        shelf.fault("", Faults.of(settings, e));
      }
      Thread.sleep(backoff.failed());
    }
  }

  private void look(KubernetesClient client) {
    Set<Scope> served = new HashSet<>();
    for (String group : GROUPS) {
      for (Kind kind : kinds(client, group)) {
        if (settings.namespaces().isEmpty()) {
          served.add(new Scope(kind, ""));
        }
        settings.namespaces().forEach(namespace -> served.add(new Scope(kind, namespace)));
      }
    }
    Set<Scope> fresh = new HashSet<>(served);
    fresh.removeAll(followers.keySet());
    shelf.discovered(fresh);
    for (Scope scope : fresh) {
      Follow follow = new Follow(cluster, settings, scope, shelf);
      followers.put(scope, follow);
      follow.start();
    }
    followers.keySet().stream()
        .filter(scope -> !served.contains(scope) && shelf.size(scope) == 0)
        .toList()
        .forEach(this::leave);
  }

  private void leave(Scope scope) {
    Follow gone = followers.remove(scope);
    if (gone != null) {
      gone.stop();
      shelf.forget(scope);
    }
  }

  private static List<Kind> kinds(KubernetesClient client, String groupVersion) {
    APIResourceList found;
    try {
      found = client.getApiResources(groupVersion);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
    if (found == null) {
      return List.of();
    }
    Set<String> names =
        found.getResources().stream().map(APIResource::getName).collect(Collectors.toSet());
    int slash = groupVersion.indexOf('/');
    String group = groupVersion.substring(0, slash);
    String version = groupVersion.substring(slash + 1);
    List<Kind> kinds = new ArrayList<>();
    for (APIResource resource : found.getResources()) {
      String plural = resource.getName();
      boolean followed =
          plural.indexOf('/') < 0
              && Boolean.TRUE.equals(resource.getNamespaced())
              && resource.getVerbs().containsAll(List.of("list", "watch"));
      if (followed) {
        boolean hasStatus = names.contains(plural + "/status");
        kinds.add(new Kind(group, version, resource.getKind(), plural, hasStatus));
      }
    }
    return kinds;
  }
}
