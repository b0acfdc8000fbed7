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
 * @param requests how many a soak makes
 * @param seconds how long each case of exactness lasts
 */
public record Settings(
    List<String> names,
    Optional<Path> json,
    Optional<Path> table,
    int swaps,
    Path root,
    Path envoy,
    Path node,
    long requests,
    int seconds) {

  /** Requests of a soak. */
  static final long REQUESTS = 10_000_000;

  /** Seconds of a case of exactness. */
  static final int SECONDS = 60;

  private static final int SWAPS = 1_000;

  static final String USAGE =
      "usage: Bench [NAME...] [--json FILE] [--table FILE] [--swaps N] [--root FOLDER]"
          + " [--envoy PROGRAM] [--node PROGRAM] [--requests N] [--seconds N]";

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
    long requests = REQUESTS;
    int seconds = SECONDS;
    while (!left.isEmpty()) {
      String word = left.remove();
      switch (word) {
        case "--json" -> json = Optional.of(value(word, left).toAbsolutePath());
        case "--table" -> table = Optional.of(value(word, left).toAbsolutePath());
        case "--swaps" -> swaps = (int) number(word, left);
        case "--root" -> root = value(word, left).toAbsolutePath();
        case "--envoy" -> envoy = value(word, left);
        case "--node" -> node = value(word, left);
        case "--requests" -> requests = number(word, left);
        case "--seconds" -> seconds = (int) number(word, left);
        default -> {
          if (word.startsWith("-")) {
            throw new IllegalArgumentException("unknown: " + word + "\n" + USAGE);
          }
          names.add(word);
        }
      }
    }
    return new Settings(
        List.copyOf(names), json, table, swaps, root, envoy, node, requests, seconds);
  }

  private static Path value(String option, Deque<String> left) {
    return Path.of(word(option, left));
  }

  private static long number(String option, Deque<String> left) {
    String text = word(option, left);
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          option + " must be a number from 1 to 999999999, was " + text + "\n" + USAGE);
    }
    return Long.parseLong(text);
  }

  private static String word(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value\n" + USAGE);
    }
    return left.remove();
  }
}
