package dev.weir.source.kubernetes;

import dev.weir.hook.Document;
import dev.weir.hook.RuleSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sink that remembers what it was told: document names to texts, and why there was nothing to
 * read.
 */
final class Heard implements RuleSink {

  private final List<String> faults = new ArrayList<>();
  private Map<String, String> last = Map.of("nothing", "yet");
  private int deliveries;

  @Override
  public synchronized void deliver(List<Document> documents) {
    Map<String, String> texts = new TreeMap<>();
    documents.forEach(d -> texts.put(d.name(), d.text()));
    last = texts;
    deliveries++;
    notifyAll();
  }

  @Override
  public synchronized void unreachable(String reason) {
    faults.add(reason);
  }

  synchronized int deliveries() {
    return deliveries;
  }

  synchronized Map<String, String> last() {
    return last;
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** Waits until a key has a text; gives the nanoseconds since {@code since}. */
  synchronized long awaitText(String key, String text, long since) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!text.equals(last.get(key))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(key + " is " + last.get(key) + " after 10 s, not " + text);
      }
      wait(100);
    }
    return System.nanoTime() - since;
  }
}
