package dev.weir.source.kubernetes;

import dev.weir.hook.Backoff;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one scope on the shelf as it is in the cluster: lists it, watches from the version of the
 * list, resumes a watch that ends from the last version it saw (bookmarks count), and lists anew
 * when that version is gone (410) or a watch does not begin.
 *
 * <p>A scope that is empty and has gone back in time was emptied or restored and not edited: its
 * emptiness is a fault and lifts no limit.
 */
final class Follow {

  private static final Logger LOG = LoggerFactory.getLogger(Follow.class);
  private static final long FIRST_WAIT_MS = 100;

  /** Objects in a page of a list. */
  private static final long PAGE = 500;

  private final Cluster cluster;
  private final Settings settings;
  private final Scope scope;
  private final Shelf shelf;
  private final Backoff backoff;
  private final Random random = new Random();
  private final Worker worker;
  private String version = "";
  private boolean held;

  Follow(Cluster cluster, Settings settings, Scope scope, Shelf shelf) {
    this.cluster = cluster;
    this.settings = settings;
    this.scope = scope;
    this.shelf = shelf;
    this.backoff = new Backoff(FIRST_WAIT_MS, settings.pace().retryMaxMs(), random);
    this.worker = new Worker("weir-source-kubernetes-" + scope.kind().plural(), this::run);
  }

  void start() {
    worker.start();
  }

  void interrupt() {
    worker.interrupt();
  }

  void stop() {
    worker.stop();
  }

  private void run() throws InterruptedException {
    while (!worker.stopped()) {
      try (KubernetesClient client = cluster.open()) {
        while (true) {
          list(client);
          watch(client);
          Thread.sleep(backoff.failed());
        }
      } catch (RuntimeException e) {
        if (worker.stopped()) {
          return;
        }
        LOG.debug("cause", e);
        tell(e);
      }
      Thread.sleep(backoff.failed());
    }
  }

  private void tell(RuntimeException e) {
    boolean gone =
        e instanceof KubernetesClientException k && k.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    if (gone && shelf.size(scope) == 0) {
      shelf.replace(scope, Map.of()); // its definition was removed, after its objects
    } else if (gone) {
      shelf.fault(
          scope.toString(),
          scope
              + " is no longer served: its "
              + shelf.size(scope)
              + " objects stay in force. Install its definition again, or delete them before it.");
    } else {
      shelf.fault(scope.toString(), Faults.of(settings, e));
    }
  }

  private void list(KubernetesClient client) {
    Map<String, Item> found = new HashMap<>();
    ListOptions options = options().withLimit(PAGE).build();
    @Nullable String more;
    do {
      GenericKubernetesResourceList page = cluster.objects(client, scope).list(options);
      for (GenericKubernetesResource object : page.getItems()) {
        Item item = Item.of(scope.kind(), object);
        found.put(item.document().name(), item);
        if (found.size() > Shelf.MAX_OBJECTS) {
          break;
        }
      }
      more = page.getMetadata().getContinue();
      options = options().withLimit(PAGE).withContinue(more).build();
      if (more == null || more.isEmpty()) {
        arrive(found, page.getMetadata().getResourceVersion());
      }
    } while (more != null && !more.isEmpty());
  }

  private void arrive(Map<String, Item> found, String now) {
    boolean wentBack = !version.isEmpty() && Versions.isBefore(now, version);
    held = found.isEmpty() && shelf.size(scope) > 0 && (held || wentBack);
    version = now;
    if (held) {
      shelf.fault(
          scope.toString(),
          scope
              + " has no objects, and its resource version went back: the cluster was emptied or"
              + " restored. The "
              + shelf.size(scope)
              + " known ones stay in force. Put them back: the first counts as all again.");
    } else {
      shelf.replace(scope, found);
    }
  }

  /** Watches until the scope must be listed anew. */
  private void watch(KubernetesClient client) throws InterruptedException {
    boolean resumes = true;
    while (resumes && !worker.stopped()) {
      try (ObjectWatch watch =
          new ObjectWatch(cluster.objects(client, scope), options(), version)) {
        ObjectWatch.Event event = watch.next();
        while (event instanceof ObjectWatch.Change change) {
          apply(change);
          backoff.succeeded();
          event = watch.next();
        }
        resumes = watch.hasLived() && !watch.gone();
        if (resumes) {
          backoff.succeeded();
        }
      }
    }
  }

  private void apply(ObjectWatch.Change change) {
    GenericKubernetesResource object = change.object();
    version = object.getMetadata().getResourceVersion();
    switch (change.action()) {
      case ADDED, MODIFIED -> {
        Item item = Item.of(scope.kind(), object);
        if (held) {
          held = false;
          shelf.replace(scope, Map.of(item.document().name(), item));
        } else {
          shelf.put(scope, item);
        }
      }
      case DELETED -> shelf.delete(scope, Item.documentName(scope.kind(), object));
      case BOOKMARK, ERROR -> LOG.trace("{}: at version {}", scope, version);
    }
  }

  private ListOptionsBuilder options() {
    ListOptionsBuilder options = new ListOptionsBuilder();
    if (!settings.selector().isEmpty()) {
      options.withLabelSelector(settings.selector());
    }
    return options;
  }
}
