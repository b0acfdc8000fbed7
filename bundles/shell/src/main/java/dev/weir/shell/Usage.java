package dev.weir.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a command is called: reads its arguments, and is the text of {@code --help}.
 *
 * @param command full name, {@code weir:hooks}
 * @param operands names of the operands; in brackets when optional, and then last
 * @param summary one line
 * @param options that it takes beside {@code --help}
 * @param examples whole command lines
 */
record Usage(
    String command,
    List<String> operands,
    String summary,
    List<Option> options,
    List<String> examples) {

  /** Asks for JSON. */
  static final Option JSON = new Option("--json", "", "machine-readable, for scripts");

  /**
   * An option.
   *
   * @param name with its dashes
   * @param value what its value is called; empty when it has none
   * @param text what it does
   */
  record Option(String name, String value, String text) {

    String shown() {
      return value.isEmpty() ? name : name + " " + value;
    }
  }

  /** A usage whose only option is {@code --json}, or none. */
  Usage(
      String command, List<String> operands, String summary, boolean json, List<String> examples) {
    this(command, operands, summary, json ? List.of(JSON) : List.of(), examples);
  }

  /**
   * Arguments, read.
   *
   * @param operands as many as the usage demands, at most as many as it names
   * @param options those that were given, each with its value or an empty text
   */
  record Arguments(List<String> operands, Map<String, String> options) {

    boolean json() {
      return has(JSON);
    }

    boolean has(Option option) {
      return options.containsKey(option.name());
    }

    /** A whole number, where the option is given. */
    Optional<Long> number(Option option) throws CommandFailure {
      String value = options.get(option.name());
      return value == null ? Optional.empty() : Optional.of(Usage.number(option.shown(), value));
    }
  }

  /** Reads a whole number that is not negative. */
  static long number(String what, String value) throws CommandFailure {
    try {
      long number = Long.parseLong(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException told) {
      // said below, as of a negative number
    }
    throw new CommandFailure(what + " must be a whole number, was " + Table.printable(value));
  }

  /**
   * Reads the arguments of one call.
   *
   * @return empty when the help is wanted
   * @throws CommandFailure for what the usage does not know
   */
  Optional<Arguments> read(String... args) throws CommandFailure {
    List<String> given = List.of(args);
    if (given.contains("--help")) {
      return Optional.empty();
    }
    Map<String, String> chosen = new HashMap<>();
    List<String> values = new ArrayList<>();
    for (Iterator<String> left = given.iterator(); left.hasNext(); ) {
      String word = left.next();
      Optional<Option> option = options.stream().filter(o -> o.name().equals(word)).findFirst();
      if (option.isPresent()) {
        chosen.put(word, value(option.get(), left));
      } else if (word.startsWith("-")) {
        throw new CommandFailure("unknown option " + Table.printable(word) + "; " + line());
      } else {
        values.add(word);
      }
    }
    return Optional.of(new Arguments(counted(values), chosen));
  }

  private String value(Option option, Iterator<String> left) throws CommandFailure {
    if (option.value().isEmpty()) {
      return "";
    }
    if (!left.hasNext()) {
      throw new CommandFailure(option.shown() + ": the value is missing; " + line());
    }
    return left.next();
  }

  private List<String> counted(List<String> values) throws CommandFailure {
    if (values.size() > operands.size()) {
      String surplus = Table.printable(values.get(operands.size()));
      throw new CommandFailure("unexpected argument " + surplus + "; " + line());
    }
    if (values.size() < required()) {
      throw new CommandFailure(operands.get(values.size()) + " is missing; " + line());
    }
    return values;
  }

  /** The help, with a line feed at the end. */
  String help() {
    StringBuilder text = new StringBuilder(summary).append("\n\n").append(line()).append('\n');
    int width = options.stream().mapToInt(o -> o.shown().length()).reduce(6, Math::max);
    for (Option option : options) {
      String shown = option.shown();
      String gap = " ".repeat(width - shown.length() + 2);
      text.append("  ").append(shown).append(gap).append(option.text()).append('\n');
    }
    text.append("  --help").append(" ".repeat(width - 4)).append("this text\n\nexamples:\n");
    for (String example : examples) {
      text.append("  ").append(example).append('\n');
    }
    return text.toString();
  }

  private String line() {
    StringBuilder text = new StringBuilder("usage: ").append(command);
    for (String operand : operands) {
      text.append(' ').append(operand);
    }
    options.forEach(option -> text.append(" [").append(option.shown()).append(']'));
    return text.toString();
  }

  private long required() {
    return operands.stream().filter(o -> !o.startsWith("[")).count();
  }
}
