package dev.weir.manager.rules;

import dev.weir.hook.Document;
import java.util.List;
import java.util.Optional;

/**
 * What a daemon keeps over its end.
 *
 * @param sources as they were
 * @param pin what was rolled back to and not released
 * @param past the sets that were in force, oldest first
 */
public record Memory(List<Remembered> sources, Optional<PinnedText> pin, List<PastText> past) {

  /** Nothing is known. */
  public static final Memory NONE = new Memory(List.of(), Optional.empty(), List.of());

  public Memory {
    sources = List.copyOf(sources);
    past = List.copyOf(past);
  }

  /**
   * A source.
   *
   * @param source its name
   * @param precedence higher wins
   * @param documents the last good text of each
   */
  public record Remembered(String source, int precedence, List<Document> documents) {
    public Remembered {
      documents = List.copyOf(documents);
    }
  }

  /**
   * A set that holds, as texts.
   *
   * @param revision the number that it had when it was rolled back to
   * @param since when that was, in milliseconds since the epoch
   * @param sources as they were in that revision
   */
  public record PinnedText(long revision, long since, List<Remembered> sources) {
    public PinnedText {
      sources = List.copyOf(sources);
    }
  }

  /**
   * A set that was in force, as texts.
   *
   * @param revision its number
   * @param at when it was put in force, in milliseconds since the epoch
   * @param cause what it came from
   * @param sources as they were in it
   */
  public record PastText(long revision, long at, String cause, List<Remembered> sources) {
    public PastText {
      sources = List.copyOf(sources);
    }

    /** Characters of all its texts. */
    long characters() {
      return sources.stream()
          .flatMap(source -> source.documents().stream())
          .mapToLong(document -> document.text().length())
          .sum();
    }
  }
}
