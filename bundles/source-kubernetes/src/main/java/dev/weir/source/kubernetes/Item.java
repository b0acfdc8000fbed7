package dev.weir.source.kubernetes;

import dev.weir.hook.Document;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An object, as far as Weir looks at it.
 *
 * @param kind its kind
 * @param namespace where it is
 * @param name unique in kind and namespace
 * @param generation counts changes of its specification
 * @param document its specification
 * @param status what daemons have said of it
 */
record Item(
    Kind kind, String namespace, String name, long generation, Document document, Said status) {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  static Item of(Kind kind, GenericKubernetesResource object) {
    ObjectMeta meta = object.getMetadata();
    Long generation = meta.getGeneration();
    String name = documentName(kind, object);
    return new Item(
        kind,
        meta.getNamespace(),
        meta.getName(),
        generation == null ? 0 : generation,
        new Document(name, text(object)),
        Said.of(object.getAdditionalProperties().get("status")));
  }

  /** {@code KIND/NAMESPACE/NAME}. */
  static String documentName(Kind kind, GenericKubernetesResource object) {
    ObjectMeta meta = object.getMetadata();
    return kind.name() + "/" + meta.getNamespace() + "/" + meta.getName();
  }

  /** The object without what others manage in it: a status that changes is no change of a rule. */
  private static String text(GenericKubernetesResource object) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("apiVersion", object.getApiVersion());
    text.put("kind", object.getKind());
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("name", object.getMetadata().getName());
    meta.put("namespace", object.getMetadata().getNamespace());
    meta.put("annotations", Map.of("weir.dev/generated-from", "kubernetes"));
    if (object.getMetadata().getLabels() != null && !object.getMetadata().getLabels().isEmpty()) {
      meta.put("labels", object.getMetadata().getLabels());
    }
    text.put("metadata", meta);
    object
        .getAdditionalProperties()
        .forEach(
            (key, value) -> {
              if (!key.equals("status")) {
                text.put(key, value);
              }
            });
    return JSON.asJson(text);
  }
}
