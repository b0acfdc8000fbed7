package dev.weir.conformance.outlier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.simulate.trace.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays cases of outlier ejection on Weir, and compares each answer with Sentinel's. */
public final class OutlierDiffer {

  private static final int MAX_DIFFERENCES = 5;

  private final JsonMapper mapper = new JsonMapper();
  private final List<String> trace = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();
  private @Nullable OutlierCase current;
  private int cases;
  private long questions;
  private long leftOut;
  private long halfOpen;
  private int differing;

  /**
   * What a comparison came to.
   *
   * @param cases how many
   * @param questions how often it was asked which nodes to leave out
   * @param leftOut nodes that were, in all answers
   * @param halfOpen nodes that were to be probed, in all answers
   * @param differing how many cases have an answer that differs
   * @param differences the first differing answers, each with the lines that lead to it
   */
  public record Outcome(
      int cases,
      long questions,
      long leftOut,
      long halfOpen,
      int differing,
      List<String> differences) {
    public Outcome {
      differences = List.copyOf(differences);
    }
  }

  /** Plays lines such as the oracle prints. */
  public Outcome compare(InputStream lines) throws IOException, InputException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      play(text);
    }
    return new Outcome(cases, questions, leftOut, halfOpen, differing, differences);
  }

  private void play(String text) throws IOException, InputException {
    JsonNode line = mapper.readTree(text);
    if (line.has("case")) {
      cases++;
      trace.clear();
      current = new OutlierCase();
    }
    trace.add(text);
    if (current == null || line.has("case")) {
      return;
    }
    if (line.has("eject")) {
      questions++;
      leftOut += line.path("out").size();
      halfOpen += line.path("halfOpen").size();
    }
    String difference = current.play(line);
    if (difference != null) {
      differing++;
      if (differences.size() < MAX_DIFFERENCES) {
        differences.add(String.join("\n", trace) + "\n    weir: " + difference);
      }
      current = null;
    }
  }
}
