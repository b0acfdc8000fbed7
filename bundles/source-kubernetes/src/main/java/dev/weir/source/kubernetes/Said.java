package dev.weir.source.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The status of an object, as far as daemons of Weir have said it: each its own word, and the
 * conditions that follow from all of them.
 *
 * @param words one per node
 * @param conditions Accepted and Enforced, if there are any
 */
record Said(List<Word> words, List<Condition> conditions) {

  /**
   * What one daemon says.
   *
   * @param node the daemon
   * @param generation of the specification that it speaks of
   * @param accepted whether it took the specification
   * @param enforced whether every rule of it is enforced there
   * @param message where, or why not
   */
  record Word(String node, long generation, boolean accepted, boolean enforced, String message) {

    Map<String, Object> toMap() {
      return Map.of(
          "node", node,
          "observedGeneration", generation,
          "accepted", accepted,
          "enforced", enforced,
          "message", message);
    }
  }

  static Said of(@Nullable Object status) {
    return new Said(
        entries(status, "nodes")
            .map(
                map ->
                    new Word(
                        text(map, "node"),
                        number(map, "observedGeneration"),
                        Boolean.TRUE.equals(map.get("accepted")),
                        Boolean.TRUE.equals(map.get("enforced")),
                        text(map, "message")))
            .toList(),
        entries(status, "conditions")
            .map(
                map ->
                    new Condition(
                        text(map, "type"),
                        text(map, "status"),
                        text(map, "reason"),
                        text(map, "message"),
                        number(map, "observedGeneration"),
                        text(map, "lastTransitionTime")))
            .toList());
  }

  private static Stream<Map<?, ?>> entries(@Nullable Object status, String list) {
    if (status instanceof Map<?, ?> map && map.get(list) instanceof List<?> all) {
      return all.stream().filter(Map.class::isInstance).map(entry -> (Map<?, ?>) entry);
    }
    return Stream.of();
  }

  private static String text(Map<?, ?> map, String key) {
    return Objects.toString(map.get(key), "");
  }

  private static long number(Map<?, ?> map, String key) {
    return map.get(key) instanceof Number n ? n.longValue() : 0;
  }
}
