package dev.weir.opensergo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Breaks a valid text in ways that users, editors and enemies do; repeatable by its seed. */
final class Mutator {

  private static final List<String> TOKENS =
      List.of(
          "\t",
          "\r",
          "\u0000",
          "\uFEFF",
          "\uD800",
          "---\n",
          "...\n",
          "&a ",
          "*a",
          "!!binary ",
          "!!int +",
          "<<: ",
          "? ",
          "- ",
          ": ",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "|\n",
          ">-\n",
          "#",
          "%YAML 9.9999999999\n",
          "\\x",
          "\"\\U00110000\"",
          "null",
          "~",
          ".nan",
          "-.inf",
          "0x1F",
          "0o7",
          "1_000",
          "010",
          "1e999",
          "-1",
          "99999999999999999999",
          "yes",
          "2026-11-22",
          "'",
          "\n\n",
          "  ",
          "@",
          "`",
          "€",
          "\uD83D\uDE00",
          "kind: List",
          "items: ");

  private final Random random;

  Mutator(long seed) {
    this.random = new Random(seed);
  }

  /** One to six mutations, one after the other. */
  String mutate(String text) {
    String mutant = text;
    for (int i = random.nextInt(6); i >= 0; i--) {
      mutant = random.nextBoolean() ? mutateText(mutant) : mutateLines(mutant);
    }
    return mutant;
  }

  private String mutateText(String text) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(12));
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, from) + any(TOKENS) + text.substring(from);
      case 1 -> text.substring(0, from) + any(TOKENS) + text.substring(to);
      case 2 -> text.substring(0, from) + text.substring(to);
      case 3 -> text.substring(0, from) + (char) random.nextInt(0x300) + text.substring(to);
      default -> text.substring(0, from);
    };
  }

  private String mutateLines(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.isEmpty()) {
      return any(TOKENS);
    }
    int at = random.nextInt(lines.size());
    switch (random.nextInt(6)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, any(lines));
      case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
      case 3 -> lines.set(at, " ".repeat(random.nextInt(4)) + lines.get(at));
      case 4 -> lines.set(at, lines.get(at).stripLeading());
      default -> lines.set(at, value(lines.get(at)));
    }
    return String.join("\n", lines);
  }

  private String value(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? line : line.substring(0, colon + 1) + " " + any(TOKENS);
  }

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
