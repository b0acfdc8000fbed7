package dev.weir.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@link Bench}.
 *
 * @param names suites to run; none for all
 * @param json where to write the rows
 * @param table where to write the page of what the kernel can see
 * @param swaps how often each hook is swapped
 * @param root folder of the build whose parts are measured
 * @param envoy the Envoy to measure in
 * @param node the Node to measure in
 */
public record Settings(
    List<String> names,
    Optional<Path> json,
    Optional<Path> table,
    int swaps,
    Path root,
    Path envoy,
    Path node) {

  private static final int SWAPS = 1_000;

  static final String USAGE =
      "usage: Bench [NAME...] [--json FILE] [--table FILE] [--swaps N] [--root FOLDER] [--envoy PROGRAM] [--node PROGRAM]";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException when it is wrong; the message says how it should be
   */
  static Settings parse(String... args) {
    Deque<String> left = new ArrayDeque<>(List.of(args));
    List<String> names = new ArrayList<>();
    Optional<Path> json = Optional.empty();
    Optional<Path> table = Optional.empty();
    int swaps = SWAPS;
    Path root = Path.of("").toAbsolutePath();
    Path envoy = Path.of("envoy");
    Path node = Path.of("node");
    while (!left.isEmpty()) {
      String word = left.remove();
      switch (word) {
        case "--json" -> json = Optional.of(value(word, left).toAbsolutePath());
        case "--table" -> table = Optional.of(value(word, left).toAbsolutePath());
        case "--swaps" -> swaps = count(word, value(word, left).toString());
        case "--root" -> root = value(word, left).toAbsolutePath();
        case "--envoy" -> envoy = value(word, left);
        case "--node" -> node = value(word, left);
        default -> {
          if (word.startsWith("-")) {
            throw new IllegalArgumentException("unknown: " + word + "\n" + USAGE);
          }
          names.add(word);
        }
      }
    }
    return new Settings(List.copyOf(names), json, table, swaps, root, envoy, node);
  }

  private static int count(String option, String value) {
    if (!value.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          option + " must be 1 to 999999, was '" + value + "'\n" + USAGE);
    }
    return Integer.parseInt(value);
  }

  private static Path value(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value\n" + USAGE);
    }
    return Path.of(left.remove());
  }
}
