package dev.weir.shell.karaf;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/**
 * Completes the lines of all of Weir's commands. Karaf asks every completer about every line, and
 * has none of its own for commands that Felix's shell has too.
 */
final class LineCompleter implements Completer {

  private final String own;
  private final Vocabulary vocabulary;

  /**
   * A completer.
   *
   * @param own name of the command that it belongs to, which nobody else completes
   * @param vocabulary what there is to choose from
   */
  LineCompleter(String own, Vocabulary vocabulary) {
    this.own = own;
    this.vocabulary = vocabulary;
  }

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    List<String> found = find(session, line);
    candidates.addAll(found);
    return found.isEmpty() ? -1 : line.getBufferPosition() - line.getArgumentPosition();
  }

  @Override
  public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
    find(session, line).forEach(word -> candidates.add(new Candidate(word, true)));
  }

  private List<String> find(Session session, CommandLine line) {
    List<String> words = Arrays.asList(line.getArguments());
    int at = line.getCursorArgumentIndex();
    String word = typed(line);
    if (at <= 0) {
      return own.startsWith(word) ? List.of(own) : List.of();
    }
    return named(session, words.get(0))
        .map(syntax -> syntax.next(words.subList(1, at), word, vocabulary))
        .orElse(List.of());
  }

  /** The word as far as the cursor. */
  private static String typed(CommandLine line) {
    String word = line.getCursorArgument();
    return word == null
        ? ""
        : word.substring(0, Math.min(line.getArgumentPosition(), word.length()));
  }

  /** By its full name, or by the short one where that means ours. */
  private static Optional<Syntax> named(Session session, String command) {
    return Syntax.of(command.contains(":") ? command : session.resolveCommand(command));
  }
}
