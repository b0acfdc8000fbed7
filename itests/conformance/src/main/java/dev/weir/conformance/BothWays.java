package dev.weir.conformance;

import dev.weir.simulate.trace.InputException;
import dev.weir.simulate.trace.Lines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Plays a trace, with its rules in it, on Sentinel and on Weir. */
public final class BothWays {

  private final Oracle oracle;
  private final Path folder;

  /**
   * Plays with that oracle.
   *
   * @param folder for what the oracle reads
   */
  public BothWays(Oracle oracle, Path folder) {
    this.oracle = oracle;
    this.folder = folder;
  }

  /** Whether any decision differs; false when Sentinel does not take the trace. */
  public boolean differ(List<String> trace) throws IOException {
    List<Verdict> sentinel;
    try {
      sentinel = sentinel(trace);
    } catch (IOException e) {
      return false;
    }
    try {
      List<Verdict> weir = weir(trace);
      for (int i = 0; i < sentinel.size(); i++) {
        if (!weir.get(i).agrees(sentinel.get(i))) {
          return true;
        }
      }
      return false;
    } catch (RuntimeException | InputException e) {
      return true;
    }
  }

  /** What Sentinel decides. */
  public List<Verdict> sentinel(List<String> trace) throws IOException {
    Path rules = folder.resolve("shrink-rules.json");
    Path lines = folder.resolve("shrink-trace.jsonl");
    Files.createDirectories(folder);
    Files.writeString(rules, "{}");
    Files.write(lines, trace);
    return oracle.replay(rules, lines).stream().map(Verdict::read).toList();
  }

  /** What Weir decides. */
  public static List<Verdict> weir(List<String> trace) throws IOException, InputException {
    byte[] text = String.join("\n", trace).getBytes(StandardCharsets.UTF_8);
    Lines lines = new Lines(new ByteArrayInputStream(text), "trace");
    WeirCase weir = new WeirCase();
    List<Verdict> verdicts = new ArrayList<>();
    while (lines.advance()) {
      Verdict verdict = weir.play(lines);
      if (verdict != null) {
        verdicts.add(verdict);
      }
    }
    return verdicts;
  }
}
