package dev.weir.source.kubernetes;

import dev.weir.hook.Backoff;
import dev.weir.hook.Outcome;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes back what became of each object. Every daemon owns its own entry in {@code status.nodes}
 * (server-side apply, a field manager per node: no write of one undoes another's); the conditions
 * follow from all entries, so that daemons agree on them and whoever sees them out of date writes
 * them. An object is written when what should stand there differs from what does, and not more
 * often than configured.
 */
final class StatusWriter {

  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);

  /** Writes in a row: all objects together get fifty a second at most. */
  private static final long GAP_MS = 20;

  private static final long FIRST_WAIT_MS = 200;

  private final Cluster cluster;
  private final Settings settings;
  private final Shelf shelf;
  private final StatusQueue queue;
  private final Backoff backoff;
  private final Worker worker = new Worker("weir-source-kubernetes-status", this::run);

  StatusWriter(Cluster cluster, Settings settings, Shelf shelf) {
    this.cluster = cluster;
    this.settings = settings;
    this.shelf = shelf;
    this.queue = new StatusQueue(settings.pace().statusMs());
    this.backoff = new Backoff(FIRST_WAIT_MS, settings.pace().retryMaxMs(), new Random());
  }

  void start() {
    worker.start();
  }

  void stop() {
    worker.stop();
  }

  void outcomes(List<Outcome> outcomes) {
    queue.outcomes(outcomes);
  }

  /** An object changed: its status may have to. */
  void changed(String document) {
    queue.touch(document);
  }

  private void run() throws InterruptedException {
    while (!worker.stopped()) {
      try (KubernetesClient client = cluster.open()) {
        while (true) {
          StatusQueue.Due due = queue.take();
          if (write(client, due)) {
            backoff.succeeded();
            Thread.sleep(GAP_MS);
          }
        }
      } catch (RuntimeException e) {
        if (worker.stopped()) {
          return;
        }
        LOG.warn("status not written, tried again: {}", Faults.of(settings, e));
        LOG.debug("cause", e);
      }
      Thread.sleep(backoff.failed());
    }
  }

  /** Writes if there is something to write; false when nothing was. */
  private boolean write(KubernetesClient client, StatusQueue.Due due) {
    Optional<Item> found = shelf.item(due.document());
    if (found.isEmpty() || !found.get().kind().hasStatus()) {
      return false;
    }
    Item item = found.get();
    Said.Word mine = Words.of(settings.node(), item.generation(), due.outcome());
    List<Said.Word> words = new ArrayList<>(item.status().words());
    words.removeIf(word -> word.node().equals(mine.node()));
    words.add(mine);
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    List<Condition> conditions = Condition.of(words, item.status().conditions(), now);
    if (item.status().words().contains(mine)
        && item.status().conditions().containsAll(conditions)) {
      return false;
    }
    try {
      apply(client, item, Map.of("conditions", maps(conditions), "nodes", List.of(mine.toMap())));
      queue.written(due.document());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) { // deleted meanwhile
        queue.touch(due.document());
        throw e;
      }
    }
    return true;
  }

  private static List<Map<String, Object>> maps(List<Condition> conditions) {
    return conditions.stream().map(Condition::toMap).toList();
  }

  private void apply(KubernetesClient client, Item item, Map<String, Object> status) {
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion(item.kind().group() + "/" + item.kind().version());
    object.setKind(item.kind().name());
    object.setMetadata(
        new ObjectMetaBuilder().withName(item.name()).withNamespace(item.namespace()).build());
    object.setAdditionalProperty("status", status);
    PatchContext context = PatchContext.of(PatchType.SERVER_SIDE_APPLY);
    context.setFieldManager("weir-" + settings.node());
    context.setForce(true);
    client
        .genericKubernetesResources(item.kind().context())
        .inNamespace(item.namespace())
        .resource(object)
        .subresource("status")
        .patch(context, object);
  }
}
