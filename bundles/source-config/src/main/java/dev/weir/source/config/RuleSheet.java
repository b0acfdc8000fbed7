package dev.weir.source.config;

import dev.weir.hook.Document;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.TreeSet;

/**
 * One configuration: its keys in order, each a rule text.
 *
 * @param pid {@code dev.weir.rules}, or {@code dev.weir.rules~shop}
 * @param properties as Config Admin has them
 */
record RuleSheet(String pid, Dictionary<String, ?> properties) {

  private static final String YAML = "yaml";

  /**
   * Makes a document of every key.
   *
   * @param faults takes what is no rule key, in words for the user
   */
  void read(List<Document> documents, List<String> faults) {
    for (String key : new TreeSet<>(Collections.list(properties.keys()))) {
      if (isHousekeeping(key)) {
        continue;
      }
      Object value = properties.get(key);
      if (!(value instanceof String text)) {
        faults.add(name(key) + ": must be text, was " + value.getClass().getSimpleName());
      } else if (key.equals(YAML) || key.endsWith("." + YAML)) {
        documents.add(new Document(name(key), text));
      } else if (ShortForm.of(key).isPresent()) {
        documents.add(new Document(name(key), ShortForm.of(key).get().write(instance(), text)));
      } else {
        faults.add(
            name(key) + ": is no rule: use flow.NAME, traffic.NAME, yaml or NAME.yaml as the key");
      }
    }
  }

  /** Keys that Config Admin, File Install and Karaf put beside the user's. */
  private static boolean isHousekeeping(String key) {
    return key.startsWith("service.")
        || key.startsWith("felix.")
        || key.startsWith("org.apache.")
        || key.startsWith(":")
        || key.startsWith(".");
  }

  private String name(String key) {
    return pid + "/" + key;
  }

  /** What tells this instance from others: {@code shop} of {@code dev.weir.rules~shop}. */
  private String instance() {
    return pid.length() > ConfigRuleSource.PID.length()
        ? pid.substring(ConfigRuleSource.PID.length() + 1)
        : "";
  }
}
