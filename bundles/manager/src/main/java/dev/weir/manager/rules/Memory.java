package dev.weir.manager.rules;

import dev.weir.hook.Document;
import java.util.List;
import java.util.Optional;

/**
 * What a daemon keeps over its end.
 *
 * @param sources as they were
 * @param pin what was rolled back to and not released
 */
public record Memory(List<Remembered> sources, Optional<PinnedText> pin) {

  /** Nothing is known. */
  public static final Memory NONE = new Memory(List.of(), Optional.empty());

  public Memory {
    sources = List.copyOf(sources);
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
}
