package dev.weir.story.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of the documentation, as what it gives to try. A block {@code console} is a session: lines
 * that begin with <code>$</code> are commands, those after them their output. A block {@code json}
 * before it has the rules that are in force meanwhile.
 */
public final class Page {

  private static final String FENCE = "```";
  private static final String PROMPT = "$ ";

  private final List<Example> examples = new ArrayList<>();
  private String heading = "";
  private Optional<String> rules = Optional.empty();

  private Page() {}

  /** Reads a file. */
  public static List<Example> read(Path file) throws IOException {
    return read(Files.readAllLines(file));
  }

  static List<Example> read(List<String> lines) {
    Page page = new Page();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#")) {
        page.heading = line.replaceFirst("^#+ *", "");
        page.rules = Optional.empty();
      } else if (line.startsWith(FENCE)) {
        int end = endOfBlock(lines, i);
        page.block(line.substring(FENCE.length()), lines.subList(i + 1, end), i + 2);
        i = end;
      }
    }
    return page.examples;
  }

  private static int endOfBlock(List<String> lines, int begin) {
    for (int i = begin + 1; i < lines.size(); i++) {
      if (lines.get(i).equals(FENCE)) {
        return i;
      }
    }
    throw new IllegalArgumentException("line " + (begin + 1) + ": the block has no end");
  }

  private void block(String kind, List<String> lines, int number) {
    if (kind.equals("json")) {
      rules = Optional.of(String.join("\n", lines) + "\n");
    } else if (kind.equals("console")) {
      examples.add(new Example(number, heading, rules, steps(lines, number)));
      rules = Optional.empty();
    }
  }

  private static List<Step> steps(List<String> lines, int number) {
    List<Step> steps = new ArrayList<>();
    StringBuilder output = new StringBuilder();
    String command = "";
    for (String line : lines) {
      if (!line.startsWith(PROMPT)) {
        output.append(line).append('\n');
        continue;
      }
      add(steps, command, output, number);
      command = line.substring(PROMPT.length());
    }
    add(steps, command, output, number);
    return steps;
  }

  private static void add(List<Step> steps, String command, StringBuilder output, int number) {
    if (!command.isEmpty()) {
      steps.add(new Step(command, Step.plain(output.toString())));
    } else if (!output.isEmpty()) {
      throw new IllegalArgumentException("line " + number + ": output of no command: " + output);
    }
    output.setLength(0);
  }
}
