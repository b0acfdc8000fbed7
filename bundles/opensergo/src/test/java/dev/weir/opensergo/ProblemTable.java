package dev.weir.opensergo;

import java.util.ArrayList;
import java.util.List;

/** The cases of {@code problems.txt}; its head says how they are written. */
record ProblemTable(String name, List<String> expected, String text) {

  static List<ProblemTable> cases() {
    String[] blocks = Reader.fixture("problems.txt").text().split("(?m)^=== ", -1);
    List<ProblemTable> cases = new ArrayList<>();
    for (int i = 1; i < blocks.length; i++) {
      cases.add(parse(blocks[i]));
    }
    return cases;
  }

  private static ProblemTable parse(String block) {
    List<String> expected = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    List<String> lines = block.lines().toList();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("> ")) {
        expected.add("a.yaml:" + line.substring(2));
      } else if (line.startsWith("@ ")) {
        text.append(head(line.substring(2)));
      } else {
        text.append(line).append('\n');
      }
    }
    return new ProblemTable(lines.get(0), expected, text.toString());
  }

  private static String head(String kind) {
    return "apiVersion: "
        + group(kind)
        + "/v1alpha1\nkind: "
        + kind
        + "\nmetadata: {name: a}\nspec:\n";
  }

  private static String group(String kind) {
    if (kind.endsWith("Rules")) {
      return "datasource.sentinel.io";
    }
    boolean rule = kind.endsWith("Rule") && !kind.equals("FaultToleranceRule");
    boolean own = rule || kind.equals("HttpResource");
    return own ? "weir.dev" : "fault-tolerance.opensergo.io";
  }

  @Override
  public String toString() {
    return name;
  }
}
