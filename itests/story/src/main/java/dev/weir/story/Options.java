package dev.weir.story;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@link Demo}.
 *
 * @param script the {@code weir} script of the build that is shown
 * @param json where to write the checks
 * @param kernel false when the kernel plane is to stay off
 */
record Options(Path script, Optional<Path> json, boolean kernel) {

  static final String USAGE = "usage: Demo --weir SCRIPT [--json FILE] [--no-kernel]";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException when it is wrong; the message says how it should be
   */
  static Options parse(String... args) {
    Deque<String> left = new ArrayDeque<>(List.of(args));
    Optional<Path> script = Optional.empty();
    Optional<Path> json = Optional.empty();
    boolean kernel = true;
    while (!left.isEmpty()) {
      String option = left.remove();
      switch (option) {
        case "--weir" -> script = Optional.of(Path.of(value(option, left)).toAbsolutePath());
        case "--json" -> json = Optional.of(Path.of(value(option, left)).toAbsolutePath());
        case "--no-kernel" -> kernel = false;
        default -> throw new IllegalArgumentException("unknown: " + option + "\n" + USAGE);
      }
    }
    return new Options(
        script.orElseThrow(() -> new IllegalArgumentException("--weir is missing\n" + USAGE)),
        json,
        kernel);
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value\n" + USAGE);
    }
    return left.remove();
  }
}
