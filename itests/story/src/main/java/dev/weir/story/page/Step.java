package dev.weir.story.page;

/**
 * A command that a page prints, and what it is to print itself.
 *
 * @param command for a shell, in the folder of the clone
 * @param expected its output, each line stripped, runs of spaces as one
 */
public record Step(String command, String expected) {

  /** Whether the page has it run beside the others. */
  public boolean beside() {
    return command.endsWith(" &");
  }

  /** Output on one line, as it is reported. */
  public static String folded(String output) {
    return output.replace("\n", " | ");
  }

  /** Output as it is compared. */
  static String plain(String output) {
    StringBuilder plain = new StringBuilder();
    for (String line : output.strip().split("\n", -1)) {
      plain.append(plain.isEmpty() ? "" : "\n").append(line.strip().replaceAll("\\s+", " "));
    }
    return plain.toString();
  }
}
