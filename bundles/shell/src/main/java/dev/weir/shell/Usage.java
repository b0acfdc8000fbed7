package dev.weir.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a command is called: reads its arguments, and is the text of {@code --help}.
 *
 * @param command full name, {@code weir:hooks}
 * @param operands names of the operands; in brackets when optional, and then last
 * @param summary one line
 * @param options those beside {@code --json} and {@code --help}
 * @param json whether it takes {@code --json}
 * @param examples whole command lines
 */
record Usage(
    String command,
    List<String> operands,
    String summary,
    List<Option> options,
    boolean json,
    List<String> examples) {

  /**
   * An option, {@code --release}, or one that takes a value, {@code --since WHEN}.
   *
   * @param name with its dashes
   * @param value what the help calls the value; empty when it takes none
   * @param meaning one line
   */
  record Option(String name, String value, String meaning) {
    private String shown() {
      return (name + " " + value).strip();
    }
  }

  /**
   * Arguments, read.
   *
   * @param operands as many as the usage demands, at most as many as it names
   * @param values of the options that were given; an empty text for one that takes none
   * @param json whether JSON is wanted
   */
  record Arguments(List<String> operands, Map<String, String> values, boolean json) {

    boolean has(Option option) {
      return values.containsKey(option.name());
    }

    /** A whole number, where the option is given. */
    Optional<Long> number(Option option) throws CommandFailure {
      String value = values.get(option.name());
      return value == null ? Optional.empty() : Optional.of(Usage.number(option.name(), value));
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

  /** A command without options that take a value. */
  Usage(
      String command, List<String> operands, String summary, boolean json, List<String> examples) {
    this(command, operands, summary, List.of(), json, examples);
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
    boolean wantsJson = json && given.contains("--json");
    List<String> values =
        new ArrayList<>(given.stream().filter(a -> !(json && a.equals("--json"))).toList());
    Map<String, String> chosen = takeOptions(values);
    for (String value : values) {
      if (value.startsWith("-")) {
        throw new CommandFailure("unknown option " + Table.printable(value) + "; " + line());
      }
    }
    if (values.size() > operands.size()) {
      String surplus = Table.printable(values.get(operands.size()));
      throw new CommandFailure("unexpected argument " + surplus + "; " + line());
    }
    if (values.size() < required()) {
      throw new CommandFailure(operands.get(values.size()) + " is missing; " + line());
    }
    return Optional.of(new Arguments(List.copyOf(values), chosen, wantsJson));
  }

  /** Takes the options, and the values of those that have one, out of the arguments. */
  private Map<String, String> takeOptions(List<String> arguments) throws CommandFailure {
    Map<String, String> values = new HashMap<>();
    for (Option option : options) {
      int at = arguments.indexOf(option.name());
      if (at >= 0) {
        boolean takesValue = !option.value().isEmpty();
        if (takesValue && at + 1 == arguments.size()) {
          throw new CommandFailure(option.name() + " needs " + option.value() + "; " + line());
        }
        arguments.remove(at);
        values.put(option.name(), takesValue ? arguments.remove(at) : "");
      }
    }
    return values;
  }

  /** The help, with a line feed at the end. */
  String help() {
    StringBuilder text = new StringBuilder(summary).append("\n\n").append(line()).append('\n');
    List<Option> all = new ArrayList<>(options);
    if (json) {
      all.add(new Option("--json", "", "machine-readable, for scripts"));
    }
    all.add(new Option("--help", "", "this text"));
    int width = all.stream().mapToInt(option -> option.shown().length()).max().orElse(0);
    for (Option option : all) {
      String shown = option.shown();
      text.append("  ").append(shown).append(" ".repeat(width - shown.length() + 2));
      text.append(option.meaning()).append('\n');
    }
    text.append("\nexamples:\n");
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
    for (Option option : options) {
      text.append(" [").append(option.shown()).append(']');
    }
    return (json ? text.append(" [--json]") : text).toString();
  }

  private long required() {
    return operands.stream().filter(o -> !o.startsWith("[")).count();
  }
}
