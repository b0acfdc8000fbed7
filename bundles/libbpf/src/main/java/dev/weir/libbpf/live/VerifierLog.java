package dev.weir.libbpf.live;

import java.util.ArrayList;
import java.util.List;

/** The verifier's log in one line: its last complaints, and the line of the source they are at. */
final class VerifierLog {

  private static final String BEGIN = "-- BEGIN PROG LOAD LOG --";
  private static final String END = "-- END PROG LOAD LOG --";

  private VerifierLog() {}

  /** Whether libbpf printed a verifier's log at all. */
  static boolean present(String messages) {
    return messages.contains(BEGIN);
  }

  /**
   * The summary.
   *
   * @param messages all that libbpf printed
   */
  static String summary(String messages) {
    int begin = messages.indexOf(BEGIN);
    int end = messages.indexOf(END);
    String log =
        messages.substring(
            begin < 0 ? 0 : begin + BEGIN.length(), end > begin ? end : messages.length());
    List<String> complaints = new ArrayList<>();
    String source = "";
    for (String line : log.lines().map(String::strip).toList()) {
      if (line.startsWith(";")) {
        source = line.substring(1).strip();
      } else if (line.matches("\\d+: .*|from \\d+ to \\d+.*")) {
        complaints.clear();
      } else if (isComplaint(line)) {
        complaints.add(line);
      }
    }
    String complaint = complaints.isEmpty() ? "no reason given" : String.join("; ", complaints);
    return source.isEmpty() ? complaint : complaint + " at: " + source;
  }

  /** Not what the verifier says of its own progress. */
  private static boolean isComplaint(String line) {
    return !line.isEmpty()
        && List.of(
                "processed ",
                "verification time",
                "stack depth",
                "mark_precise",
                "arg#",
                "func#",
                "Validating ",
                "Func#",
                "caller:",
                "callee:",
                "returning from callee",
                "to caller")
            .stream()
            .noneMatch(line::startsWith);
  }
}
