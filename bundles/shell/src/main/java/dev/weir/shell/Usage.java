package dev.weir.shell;

import java.util.List;
import java.util.Optional;

/**
 * How a command is called: reads its arguments, and is the text of {@code --help}.
 *
 * @param command full name, {@code weir:hooks}
 * @param operands names of the operands; in brackets when optional, and then last
 * @param summary one line
 * @param json whether it takes {@code --json}
 * @param examples whole command lines
 */
record Usage(
    String command, List<String> operands, String summary, boolean json, List<String> examples) {

  /**
   * Arguments, read.
   *
   * @param operands as many as the usage demands, at most as many as it names
   * @param json whether JSON is wanted
   */
  record Arguments(List<String> operands, boolean json) {}

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
    List<String> values = given.stream().filter(a -> !(json && a.equals("--json"))).toList();
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
    return Optional.of(new Arguments(values, wantsJson));
  }

  /** The help, with a line feed at the end. */
  String help() {
    StringBuilder text = new StringBuilder(summary).append("\n\n").append(line()).append('\n');
    if (json) {
      text.append("  --json  machine-readable, for scripts\n");
    }
    text.append("  --help  this text\n\nexamples:\n");
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
    return (json ? text.append(" [--json]") : text).toString();
  }

  private long required() {
    return operands.stream().filter(o -> !o.startsWith("[")).count();
  }
}
