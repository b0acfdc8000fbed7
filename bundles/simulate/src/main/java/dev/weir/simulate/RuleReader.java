package dev.weir.simulate;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat;
import dev.weir.hook.RuleFormat.Reading;
import dev.weir.hook.RuleFormat.Sourced;
import dev.weir.opensergo.OpenSergoFormat;
import dev.weir.rule.InvalidRuleException;
import dev.weir.rule.RuleSet;
import dev.weir.simulate.trace.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads documents of rules as the daemon does; with any error in one there are no rules of it. */
public final class RuleReader {

  private static final Reading NOTHING = new Reading(List.of(), List.of());

  private final RuleFormat format = new OpenSergoFormat();
  private long revision;

  /** Reads a file. */
  public RuleSet file(Path file) throws IOException, InputException {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      String what = Files.isDirectory(file) ? "is a folder" : "there is no such file";
      throw new InputException(file + ": " + what + ", expected a file of rules");
    }
    if (Files.size(file) > 4L * Document.MAX_TEXT) {
      throw new InputException(file + ": has more than " + Document.MAX_TEXT + " characters");
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return isNothing(text)
        ? rules(NOTHING)
        : rules(format.read(List.of(new Document(file.toString(), text))));
  }

  /**
   * Reads a text that stands on a line of another file.
   *
   * @param place of the line, {@code file:line}
   */
  public RuleSet text(String place, String text) throws InputException {
    if (isNothing(text)) {
      return rules(NOTHING);
    }
    Reading reading = format.read(List.of(new Document(place, text)));
    List<Problem> problems =
        reading.problems().stream()
            .map(p -> new Problem(place, 0, 0, p.field(), p.message()))
            .toList();
    return rules(new Reading(reading.rules(), problems));
  }

  /** Whether it is the empty object: of Sentinel's arrays there is none, so there are no rules. */
  private static boolean isNothing(String text) {
    String trimmed = text.strip();
    return trimmed.startsWith("{")
        && trimmed.endsWith("}")
        && trimmed.substring(1, trimmed.length() - 1).isBlank();
  }

  private RuleSet rules(Reading reading) throws InputException {
    if (!reading.problems().isEmpty()) {
      throw new InputException(
          reading.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    revision++;
    try {
      return new RuleSet(revision, reading.rules().stream().map(Sourced::rule).toList());
    } catch (InvalidRuleException e) {
      String name = reading.rules().get(0).document();
      throw new InputException(name + ": " + e.getMessage());
    }
  }
}
