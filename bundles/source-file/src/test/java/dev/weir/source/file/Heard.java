package dev.weir.source.file;

import dev.weir.hook.Document;
import dev.weir.hook.RuleSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sink that remembers what it was told: file names to texts, and why there was nothing to read.
 */
final class Heard implements RuleSink {

  private final List<Map<String, String>> deliveries = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  @Override
  public synchronized void deliver(List<Document> documents) {
    Map<String, String> texts = new TreeMap<>();
    documents.forEach(d -> texts.put(Path.of(d.name()).getFileName().toString(), d.text()));
    deliveries.add(texts);
  }

  @Override
  public synchronized void unreachable(String reason) {
    faults.add(reason);
  }

  synchronized List<Map<String, String>> deliveries() {
    return List.copyOf(deliveries);
  }

  synchronized Map<String, String> last() {
    return deliveries.isEmpty() ? Map.of("nothing", "yet") : deliveries.get(deliveries.size() - 1);
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }
}
