package dev.weir.manager.control;

import dev.weir.hook.Document;
import dev.weir.hook.Outcome;
import dev.weir.hook.OutcomeSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be known of sources beside their documents: the delivery of each that waits to be
 * taken, who leaves and when for good, and who wants to hear outcomes.
 */
final class Sources {

  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  private final Map<String, List<Document>> waiting = new ConcurrentHashMap<>();
  private final Map<String, OutcomeSink> listeners = new HashMap<>();
  private final Map<String, List<Outcome>> told = new HashMap<>();
  private final Map<String, Long> leaving = new HashMap<>();

  /** Notes a delivery; true when none waits that it could take the place of. Any thread. */
  boolean wait(String source, List<Document> documents) {
    return waiting.put(source, List.copyOf(documents)) == null;
  }

  /** The delivery that waits, which waits no longer. */
  List<Document> take(String source) {
    List<Document> documents = waiting.remove(source);
    return documents == null ? List.of() : documents;
  }

  void listen(String source, OutcomeSink sink) {
    listeners.put(source, sink);
    told.remove(source);
  }

  void admit(String source) {
    leaving.remove(source);
  }

  /** A source went; if it does not come back by then it is gone for good. */
  void leave(String source, long due) {
    leaving.put(source, due);
    listeners.remove(source);
    told.remove(source);
  }

  /** Sources that are gone for good by now. */
  List<String> gone(long now) {
    List<String> gone = new ArrayList<>();
    leaving.forEach(
        (source, due) -> {
          if (due <= now) {
            gone.add(source);
          }
        });
    gone.forEach(leaving::remove);
    return gone;
  }

  /** Tells each listener what became of its documents, if that is news to it. */
  void tell(Function<String, List<Outcome>> outcomes) {
    listeners.forEach(
        (source, sink) -> {
          List<Outcome> now = outcomes.apply(source);
          if (!now.equals(told.put(source, now))) {
            try {
              sink.outcomes(now);
            } catch (RuntimeException | LinkageError broken) {
              LOG.warn("source {} did not take its outcomes", source, broken);
            }
          }
        });
  }
}
