package dev.weir.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs every module in both engines; the exit status is 0 only if none trapped. The seed is
 * printed: with it, a run comes again.
 */
public final class Hostile {

  private static final long CALLBACKS = 1_000_000;
  private static final int TEXTS = 600;

  private Hostile() {}

  /** Runs; the arguments are {@code [--callbacks N] [--seed N] [--node PROGRAM]}. */
  public static void main(String[] arguments) throws IOException {
    Deque<String> left = new ArrayDeque<>(List.of(arguments));
    long callbacks = CALLBACKS;
    long seed = System.nanoTime() & 0xffff_ffffL;
    Path node = Path.of("node");
    while (!left.isEmpty()) {
      String option = left.remove();
      String value = left.isEmpty() ? "" : left.remove();
      switch (option) {
        case "--callbacks" -> callbacks = Long.parseLong(value);
        case "--seed" -> seed = Long.parseLong(value);
        case "--node" -> node = Path.of(value);
        default -> {
          System.err.println("usage: Hostile [--callbacks N] [--seed N] [--node PROGRAM]");
          System.exit(2);
        }
      }
    }
    System.exit(run(node, callbacks, seed) ? 0 : 1);
  }

  /** Divides so many callbacks among the modules and engines; whether all went well. */
  static boolean run(Path node, long callbacks, long seed) throws IOException {
    System.out.println("seed " + seed);
    Path scratch = Files.createTempDirectory("weir-hostile");
    try {
      return all(new NodeRun(node, scratch), callbacks, seed);
    } finally {
      delete(scratch);
    }
  }

  private static boolean all(NodeRun v8, long callbacks, long seed) throws IOException {
    long each = Math.max(1, callbacks / (2L * Filter.values().length));
    List<byte[]> texts = new Texts(seed).make(TEXTS);
    boolean sound = true;
    for (Filter filter : Filter.values()) {
      sound &= told(filter, "Endive", new EndiveRun(filter, texts, seed).run(each));
      sound &= told(filter, "V8", v8.run(filter, texts, each, seed));
    }
    return sound;
  }

  private static boolean told(Filter filter, String engine, Outcome outcome) {
    System.out.println(filter.file() + " in " + engine + ": " + outcome.text());
    outcome.guarded().stream().limit(5).forEach(line -> System.out.println("  " + line));
    outcome.traps().forEach(line -> System.out.println("  " + line));
    return outcome.isSound();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
