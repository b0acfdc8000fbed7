package dev.weir.story;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@link Pages}.
 *
 * @param script the {@code weir} script of the build that is tried
 * @param json where to write the checks
 * @param pages relative to the script's folder
 */
record PageOptions(Path script, Optional<Path> json, List<String> pages) {

  static final String USAGE = "usage: Pages --weir SCRIPT [--json FILE] PAGE...";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException when it is wrong; the message says how it should be
   */
  static PageOptions parse(String... args) {
    Deque<String> left = new ArrayDeque<>(List.of(args));
    Optional<Path> script = Optional.empty();
    Optional<Path> json = Optional.empty();
    List<String> pages = new ArrayList<>();
    while (!left.isEmpty()) {
      String word = left.remove();
      if (!word.startsWith("--")) {
        pages.add(word);
      } else if (left.isEmpty()) {
        throw new IllegalArgumentException(word + " needs a value\n" + USAGE);
      } else if (word.equals("--weir")) {
        script = Optional.of(Path.of(left.remove()).toAbsolutePath());
      } else if (word.equals("--json")) {
        json = Optional.of(Path.of(left.remove()).toAbsolutePath());
      } else {
        throw new IllegalArgumentException("unknown: " + word + "\n" + USAGE);
      }
    }
    if (script.isEmpty() || pages.isEmpty()) {
      throw new IllegalArgumentException("a script and a page are needed\n" + USAGE);
    }
    return new PageOptions(script.get(), json, List.copyOf(pages));
  }
}
