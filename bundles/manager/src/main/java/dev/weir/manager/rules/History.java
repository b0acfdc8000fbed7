package dev.weir.manager.rules;

import dev.weir.hook.Document;
import dev.weir.manager.rules.SourceState.Good;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  private record Counted(Past past, long characters) {}

  void add(Past past) {
    long more = news(past);
    counted.add(new Counted(past, more));
    characters += more;
    while (counted.size() > 1 && (counted.size() > MAX_SETS || characters > MAX_CHARACTERS)) {
      characters -= counted.removeFirst().characters();
    }
  }

  Optional<Past> find(long revision) {
    return all().stream().filter(past -> past.revision() == revision).findFirst();
  }

  List<Past> all() {
    return counted.stream().map(Counted::past).toList();
  }

  /** Characters of texts that the set before it does not share. */
  private long news(Past past) {
    Set<Document> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    Counted last = counted.peekLast();
    if (last != null) {
      shared.addAll(texts(last.past()));
    }
    return texts(past).stream()
        .filter(text -> !shared.contains(text))
        .mapToLong(text -> text.text().length())
        .sum();
  }

  private static List<Document> texts(Past past) {
    List<Document> texts = new ArrayList<>();
    for (SourceState state : past.states().values()) {
      state.good().values().stream().map(Good::document).forEach(texts::add);
    }
    return texts;
  }
}
