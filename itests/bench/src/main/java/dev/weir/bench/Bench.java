package dev.weir.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.bench.decision.DecisionBench;
import dev.weir.bench.envoy.EnvoyBench;
import dev.weir.bench.envoy.ExactBench;
import dev.weir.bench.envoy.FootprintBench;
import dev.weir.bench.envoy.SoakBench;
import dev.weir.bench.envoy.UpdatesBench;
import dev.weir.bench.kernel.KernelBench;
import dev.weir.bench.kernel.SightBench;
import dev.weir.bench.kernel.live.LiveBench;
import dev.weir.bench.kernel.swaps.SwapsBench;
import dev.weir.bench.rules.RulesBench;
import dev.weir.bench.signals.SignalBench;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs benchmarks: a table of ratios on standard output, the rows as JSON where they are wanted.
 * Its exit status is 0 only if every goal was reached.
 */
public final class Bench {

  private static final List<Suite> SUITES =
      List.of(
          new DecisionBench(),
          new EnvoyBench(),
          new KernelBench(),
          new SightBench(),
          new LiveBench(),
          new SwapsBench(),
          new SignalBench(),
          new RulesBench(),
          new FootprintBench(),
          new ExactBench(),
          new UpdatesBench(),
          new SoakBench());

  private Bench() {}

  /** Runs the suites that are named; the arguments are those of {@link Settings}. */
  public static void main(String[] args) throws Exception {
    Settings settings;
    List<Suite> chosen;
    try {
      settings = Settings.parse(args);
      chosen = choose(settings.names());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    List<Row> all = new ArrayList<>();
    boolean complete = true;
    for (Suite suite : chosen) {
      complete &= run(suite, settings, all);
    }
    if (settings.json().isPresent()) {
      Files.writeString(
          settings.json().get(),
          new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }
    boolean reached = all.stream().noneMatch(row -> Boolean.FALSE.equals(row.ok()));
    System.exit(complete && reached ? 0 : 1);
  }

  /** Runs one; the others are measured also when it cannot be. */
  private static boolean run(Suite suite, Settings settings, List<Row> all)
      throws InterruptedException {
    System.out.println("\n" + suite.name() + ": " + suite.subject());
    try {
      List<Row> rows = suite.run(settings);
      System.out.print(Ratios.table(rows));
      all.addAll(rows);
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (UnavailableException e) {
      System.out.println("not measured: " + e.getMessage());
    } catch (Exception e) {
      System.out.println("failed: " + e);
    }
    return false;
  }

  private static List<Suite> choose(List<String> names) {
    List<Suite> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          SUITES.stream()
              .filter(suite -> suite.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(unknown(name))));
    }
    return names.isEmpty() ? SUITES.stream().filter(suite -> !suite.onlyByName()).toList() : chosen;
  }

  private static String unknown(String name) {
    return "no benchmark '"
        + name
        + "'; there are: "
        + String.join(", ", SUITES.stream().map(Suite::name).toList());
  }
}
