package dev.weir.bench.envoy;

import dev.weir.bench.Row;
import dev.weir.bench.Settings;
import dev.weir.bench.Suite;
import dev.weir.bench.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a limit holds, and can be used, in every window over four workers of Envoy. */
public final class ExactBench implements Suite {

  private static final String NAME = "exact";

  /** The smallest threshold of which workers lease calls, so the hardest. */
  static final int LIMIT = 1_600;

  private static final double USED = 99;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "a limit of "
        + LIMIT
        + " a second over "
        + Exactness.WORKERS
        + " workers, window by window";
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public List<Row> run(Settings settings)
      throws IOException, InterruptedException, UnavailableException {
    Path module = Path.of(EnvoyBench.module(settings));
    List<Row> rows = new ArrayList<>();
    for (ExactLoad load : ExactLoad.values()) {
      Exactness exactness = new Exactness(settings.envoy(), module, LIMIT);
      Windows windows = exactness.under(load, settings.seconds());
      rows.addAll(rows(load.described(), windows));
    }
    return rows;
  }

  private static List<Row> rows(String scenario, Windows windows) {
    int loaded = windows.loaded(LIMIT);
    long over = windows.over(LIMIT);
    double used = loaded == 0 ? 0 : 100.0 * windows.least(LIMIT) / LIMIT;
    return List.of(
        Row.of(NAME, scenario, Row.WEIR, "x limit", windows.meanOffered() / LIMIT),
        Row.of(NAME, scenario, Row.WEIR, "windows", windows.size())
            .withGoal("with load enough: " + loaded, loaded > 0),
        Row.of(NAME, scenario, Row.WEIR, "over", (double) over)
            .withGoal("0 in all windows", over == 0),
        Row.of(NAME, scenario, Row.WEIR, "% used", used)
            .withGoal(">= " + USED + " in each that had load enough", used >= USED));
  }
}
