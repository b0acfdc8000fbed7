package dev.weir.bench.envoy;

import dev.weir.bench.Row;
import dev.weir.bench.Scratch;
import dev.weir.bench.Settings;
import dev.weir.bench.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether requests notice that rules change, and that the filter is replaced. */
public final class UpdatesBench implements Suite {

  private static final String NAME = "updates";
  private static final String EDITS = "100 rule updates under load";
  private static final String SWAPS = "100 filter swaps under load";
  private static final String SAMPLE = "distribution/src/main/sample/envoy.yaml.in";
  private static final int COUNT = 100;
  private static final int HUNDRED = 100;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "requests while Envoy's rules change and the filter is replaced";
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public List<Row> run(Settings settings) throws Exception {
    Path scratch = Files.createTempDirectory("weir-bench-updates");
    try (Updates updates =
        new Updates(
            settings.envoy(),
            settings.root().resolve(SAMPLE),
            Path.of(EnvoyBench.module(settings)),
            scratch)) {
      List<Row> rows = new ArrayList<>();
      List<Double> edits = updates.edits(COUNT);
      rows.addAll(times(EDITS, "ms to refusal", edits));
      rows.addAll(counts(EDITS, updates));
      rows.addAll(times(SWAPS, "ms", updates.swaps(COUNT)));
      rows.addAll(counts(SWAPS, updates));
      return rows;
    } finally {
      Scratch.delete(scratch);
    }
  }

  private static List<Row> times(String scenario, String unit, List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    return List.of(
        Row.of(NAME, scenario + ", p50", Row.WEIR, unit, sorted.get(sorted.size() / 2)),
        Row.of(NAME, scenario + ", p99", Row.WEIR, unit, sorted.get(sorted.size() * 99 / HUNDRED)));
  }

  /** Since the load began: what is so at the end was so all the time. */
  private static List<Row> counts(String scenario, Updates updates) throws IOException {
    SteadyLoad load = updates.load();
    return List.of(
        Row.of(NAME, scenario, Row.WEIR, "requests so far", (double) load.answers()),
        Row.of(NAME, scenario, Row.WEIR, "failed", (double) load.failed())
            .withGoal("0", load.failed() == 0),
        Row.of(NAME, scenario, Row.WEIR, "unfiltered", (double) load.unfiltered())
            .withGoal("0", load.unfiltered() == 0),
        Row.of(NAME, scenario, Row.WEIR, "MiB of Envoy", updates.residentMegabytes()));
  }
}
