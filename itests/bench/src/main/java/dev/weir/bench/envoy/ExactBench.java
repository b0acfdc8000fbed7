package dev.weir.bench.envoy;

import dev.weir.bench.Row;
import dev.weir.bench.Scratch;
import dev.weir.bench.Settings;
import dev.weir.bench.Suite;
import dev.weir.bench.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a limit holds, and can be used, in every window over four workers of Envoy. */
public final class ExactBench implements Suite {

  private static final String NAME = "exact";
  private static final int WORKERS = 4;

  /** The smallest threshold of which workers lease calls, so the hardest. */
  private static final int LIMIT = 1_600;

  private static final int JUST_ABOVE = LIMIT * 105 / 100;
  private static final double USED = 99;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "a limit of " + LIMIT + " a second over " + WORKERS + " workers, window by window";
  }

  /** How much comes. */
  private interface Load {
    void on(int port) throws IOException, InterruptedException, UnavailableException;
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public List<Row> run(Settings settings)
      throws IOException, InterruptedException, UnavailableException {
    int seconds = settings.seconds();
    List<Row> rows = new ArrayList<>();
    rows.addAll(
        measure(
            settings,
            "as much as comes",
            port -> Wrk.run(List.of("-t2", "-c64", "-d" + seconds + "s", Wrk.url(port)))));
    rows.addAll(
        measure(
            settings,
            "1.05 of the limit",
            port -> PacedLoad.run(port, 2 * WORKERS, JUST_ABOVE, seconds)));
    return rows;
  }

  private static List<Row> measure(Settings settings, String scenario, Load load)
      throws IOException, InterruptedException, UnavailableException {
    List<Row> rows = new ArrayList<>();
    Path scratch = Files.createTempDirectory("weir-bench-exact");
    try {
      Path log = scratch.resolve("access.log");
      List<Integer> ports = EnvoyBench.freePorts(2);
      Listener listener =
          Listener.weir(scenario, Row.WEIR, 200, EnvoyBench.module(settings), LIMIT);
      String configuration =
          Bootstrap.json(List.of(listener), ports, ports.get(1), Bootstrap.accessLog(log));
      try (EnvoyProcess envoy =
          EnvoyProcess.start(settings.envoy(), configuration, ports.get(1), scratch, WORKERS)) {
        load.on(ports.get(0));
        rows.add(Row.of(NAME, scenario, Row.WEIR, "MiB", envoy.residentMegabytes()));
      }
      rows.addAll(rows(scenario, Windows.read(log)));
      return rows;
    } finally {
      Scratch.delete(scratch);
    }
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
