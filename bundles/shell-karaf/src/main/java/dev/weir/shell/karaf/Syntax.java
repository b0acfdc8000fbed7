package dev.weir.shell.karaf;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What may follow a command of Weir's.
 *
 * @param name without its scope
 * @param operands what they are, in order
 * @param valued options that take a value, and what that is
 * @param flags options that take none
 */
record Syntax(String name, List<Kind> operands, Map<String, Kind> valued, List<String> flags) {

  static final String SCOPE = "weir";

  private static final String HELP = "--help";
  private static final List<String> VIEW = List.of("--json", HELP);
  private static final List<String> ACT = List.of(HELP);

  /** Every command, by name. */
  static final List<Syntax> ALL =
      List.of(
          new Syntax("attach", List.of(Kind.HOOK, Kind.POINT), Map.of(), ACT),
          new Syntax("capabilities", List.of(), Map.of(), VIEW),
          new Syntax("detach", List.of(Kind.HOOK), Map.of(), ACT),
          new Syntax("events", List.of(), Map.of(), VIEW),
          new Syntax("explain", List.of(Kind.RULE), Map.of(), VIEW),
          new Syntax("help", List.of(Kind.COMMAND), Map.of(), List.of()),
          new Syntax("hooks", List.of(), Map.of("--log", Kind.HOOK), VIEW),
          new Syntax(
              "metrics",
              List.of(Kind.RESOURCE),
              new TreeMap<>(
                  Map.ofEntries(entry("--since", Kind.FREE), entry("--until", Kind.FREE))),
              VIEW),
          new Syntax(
              "rollback", List.of(Kind.REVISION), Map.of(), List.of("--release", "--json", HELP)),
          new Syntax("rules", List.of(), Map.of("--at", Kind.REVISION), VIEW),
          new Syntax("signals", List.of(Kind.RESOURCE), Map.of(), VIEW));

  /** The command of a full name, {@code weir:rules}. */
  static Optional<Syntax> of(String command) {
    return ALL.stream().filter(syntax -> syntax.command().equals(command)).findFirst();
  }

  /** {@code weir:rules}. */
  String command() {
    return SCOPE + ":" + name;
  }

  /**
   * What may stand at the end of a line.
   *
   * @param before what stands between the command and the word, complete
   * @param word what is typed of it, maybe nothing
   * @return words that begin so
   */
  List<String> next(List<String> before, String word, Vocabulary vocabulary) {
    List<String> words = new ArrayList<>();
    String last = before.isEmpty() ? "" : before.get(before.size() - 1);
    Kind value = valued.get(last);
    if (value != null) {
      words.addAll(vocabulary.words(value));
    } else {
      int operand = operands(before);
      if (operand < operands.size()) {
        words.addAll(vocabulary.words(operands.get(operand)));
      }
      if (word.startsWith("-") || operand == operands.size()) {
        words.addAll(flags);
        words.addAll(valued.keySet());
        words.removeAll(before);
      }
    }
    words.removeIf(known -> !known.startsWith(word));
    return words;
  }

  /** How many operands stand there: neither options nor their values. */
  private int operands(List<String> before) {
    int count = 0;
    boolean value = false;
    for (String word : before) {
      boolean option = word.startsWith("-");
      count += option || value ? 0 : 1;
      value = valued.containsKey(word);
    }
    return count;
  }
}
