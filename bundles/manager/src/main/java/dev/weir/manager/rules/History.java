package dev.weir.manager.rules;

import dev.weir.hook.Document;
import dev.weir.manager.rules.Memory.PastText;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The last sets that were in force, oldest first: as many as {@link #MAX_SETS}, fewer where their
 * texts differ by more than {@link #MAX_CHARACTERS} in all.
 */
final class History {

  static final int MAX_SETS = 50;
  static final long MAX_CHARACTERS = 32L * 1024 * 1024;

  private final Deque<Counted> counted = new ArrayDeque<>();
  private long characters;

  /**
   * A set that was, or is, in force.
   *
   * @param at when it was put in force, in milliseconds since the epoch
   * @param cause what it came from
   * @param merged the set
   * @param states of the sources that gave it
   */
  record Past(long at, String cause, Merged merged, Map<String, SourceState> states) {
    long revision() {
      return merged.rules().revision();
    }
  }

  /** A set as texts, and read where it is of this run. */
  private record Counted(PastText text, Optional<Past> past, long characters) {}

  void add(Past past) {
    PastText text =
        new PastText(past.revision(), past.at(), past.cause(), SourceState.texts(past.states()));
    add(text, Optional.of(past));
  }

  /** Takes the sets of the run before, oldest first. */
  void recall(List<PastText> texts) {
    texts.forEach(text -> add(text, Optional.empty()));
  }

  private void add(PastText text, Optional<Past> past) {
    long more = news(text);
    counted.add(new Counted(text, past, more));
    characters += more;
    while (counted.size() > 1 && (counted.size() > MAX_SETS || characters > MAX_CHARACTERS)) {
      characters -= counted.removeFirst().characters();
    }
  }

  /**
   * A set that is kept.
   *
   * @param read reads one of the run before
   */
  Optional<Past> find(long revision, Function<PastText, Past> read) {
    return counted.stream()
        .filter(entry -> entry.text().revision() == revision)
        .findFirst()
        .map(entry -> entry.past().orElseGet(() -> read.apply(entry.text())));
  }

  /** All of them, oldest first. */
  List<Past> all(Function<PastText, Past> read) {
    return counted.stream()
        .map(entry -> entry.past().orElseGet(() -> read.apply(entry.text())))
        .toList();
  }

  /** All of them as texts, oldest first. */
  List<PastText> texts() {
    return counted.stream().map(Counted::text).toList();
  }

  /** Characters of texts that the set before it does not share. */
  private long news(PastText text) {
    Counted last = counted.peekLast();
    if (last == null) {
      return text.characters();
    }
    Set<Document> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    documents(last.text()).forEach(shared::add);
    return documents(text)
        .filter(document -> !shared.contains(document))
        .mapToLong(document -> document.text().length())
        .sum();
  }

  private static Stream<Document> documents(PastText text) {
    return text.sources().stream().flatMap(source -> source.documents().stream());
  }
}
