package dev.weir.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Makes a case that differs small: it leaves out ever smaller runs of lines (delta debugging,
 * Zeller), then rules, as long as Weir and Sentinel still differ.
 */
public final class Shrinker {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final BothWays both;
  private final long deadlineNanos;

  /** Shrinks for so long at most. */
  public Shrinker(BothWays both, int seconds) {
    this.both = both;
    this.deadlineNanos = System.nanoTime() + seconds * 1_000_000_000L;
  }

  /** The smallest trace found that still differs. */
  public List<String> shrink(List<String> trace) throws IOException {
    List<String> lines = new ArrayList<>(trace);
    boolean smaller = true;
    while (smaller && System.nanoTime() < deadlineNanos) {
      int before = size(lines);
      lines = withoutLines(lines);
      lines = withoutRules(lines);
      smaller = size(lines) < before;
    }
    return lines;
  }

  private static int size(List<String> lines) {
    return lines.stream().mapToInt(String::length).sum();
  }

  private List<String> withoutLines(List<String> lines) throws IOException {
    List<String> rest = lines;
    for (int run = Math.max(1, rest.size() / 2); run >= 1; run /= 2) {
      for (int from = rest.size() - run; from >= 0; from -= run) {
        if (System.nanoTime() > deadlineNanos) {
          return rest;
        }
        List<String> fewer = new ArrayList<>(rest.subList(0, from));
        fewer.addAll(rest.subList(Math.min(rest.size(), from + run), rest.size()));
        if (both.differ(fewer)) {
          rest = fewer;
        }
        from = Math.min(from, rest.size());
      }
    }
    return rest;
  }

  private List<String> withoutRules(List<String> lines) throws IOException {
    List<String> rest = new ArrayList<>(lines);
    for (int i = 0; i < rest.size(); i++) {
      JsonNode line = JSON.readTree(rest.get(i));
      if (line.has("rules")) {
        shrinkRules(rest, i, (ObjectNode) line);
      }
    }
    return rest;
  }

  private void shrinkRules(List<String> lines, int index, ObjectNode line) throws IOException {
    ObjectNode rules = (ObjectNode) line.get("rules");
    for (Iterator<JsonNode> kinds = rules.elements(); kinds.hasNext(); ) {
      ArrayNode kind = (ArrayNode) kinds.next();
      for (int i = kind.size() - 1; i >= 0; i--) {
        JsonNode rule = kind.remove(i);
        String whole = lines.set(index, JSON.writeValueAsString(line));
        if (System.nanoTime() > deadlineNanos || !both.differ(lines)) {
          kind.insert(i, rule);
          lines.set(index, whole);
        }
      }
    }
  }

  /** Writes a case into a folder: rules and trace, as {@code ./weir simulate} takes them. */
  public static void write(Path folder, List<String> trace) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("rules.json"), "{}\n");
    Files.write(folder.resolve("trace.jsonl"), trace);
  }
}
