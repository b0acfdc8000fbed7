package dev.weir.bench.envoy;

import dev.weir.bench.Row;
import dev.weir.bench.Scratch;
import dev.weir.bench.Settings;
import dev.weir.bench.Suite;
import dev.weir.bench.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Very many requests through rules of every kind: memory, traps, failures. */
public final class SoakBench implements Suite {

  private static final String NAME = "soak";
  private static final String SCENARIO = "1,000 rules of every kind";
  private static final int PARTS = 10;
  private static final int SECONDS = 10;

  /** Memory may move by so much and still be flat: V8 collects when it likes. */
  private static final double FLAT = 1.1;

  /** A user of each request, of very many, so that hotspot rules forget some. */
  private static final String SCRIPT =
      """
      request = function()
        return wrk.format("GET", "/orders", {["x-user"] = tostring(math.random(10000000))})
      end
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "memory, traps and failures over very many requests";
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public List<Row> run(Settings settings)
      throws IOException, InterruptedException, UnavailableException {
    Path scratch = Files.createTempDirectory("weir-bench-soak");
    try {
      Path script = Files.writeString(scratch.resolve("users.lua"), SCRIPT);
      List<Integer> ports = EnvoyBench.freePorts(2);
      Listener listener =
          Listener.weirWithEveryKind(SCENARIO, EnvoyBench.module(settings), "header:x-user");
      String configuration = Bootstrap.json(List.of(listener), ports, ports.get(1));
      try (EnvoyProcess envoy =
          EnvoyProcess.start(settings.envoy(), configuration, ports.get(1), scratch)) {
        Soak soak = new Soak(envoy, ports.get(0), script);
        soak.run(settings.requests());
        return soak.rows(EnvoyProcess.get(ports.get(1), "/stats?filter=wasm"));
      }
    } finally {
      Scratch.delete(scratch);
    }
  }

  /** One run. */
  private static final class Soak {

    private final EnvoyProcess envoy;
    private final int port;
    private final Path script;
    private long done;
    private long failed;
    private double atFirst;
    private double most;

    Soak(EnvoyProcess envoy, int port, Path script) {
      this.envoy = envoy;
      this.port = port;
      this.script = script;
    }

    void run(long requests) throws IOException, InterruptedException, UnavailableException {
      for (int part = 1; part <= PARTS; part++) {
        while (done < requests * part / PARTS) {
          load();
        }
        double megabytes = envoy.residentMegabytes();
        System.out.printf("%,d requests, %.1f MiB%n", done, megabytes);
        atFirst = part == 1 ? megabytes : atFirst;
        most = Math.max(most, megabytes);
      }
    }

    private void load() throws IOException, InterruptedException, UnavailableException {
      String out =
          Wrk.run(
              List.of("-t1", "-c16", "-d" + SECONDS + "s", "-s", script.toString(), Wrk.url(port)));
      done += Wrk.requests(out);
      failed += Wrk.refused(out);
    }

    List<Row> rows(String stats) {
      long traps = sum(stats, "vm_reload") + sum(stats, "filter_errors");
      return List.of(
          Row.of(NAME, SCENARIO, Row.WEIR, "requests", (double) done),
          Row.of(NAME, SCENARIO, Row.WEIR, "failed", (double) failed).withGoal("0", failed == 0),
          Row.of(NAME, SCENARIO, Row.WEIR, "traps", (double) traps).withGoal("0", traps == 0),
          Row.of(NAME, SCENARIO, Row.WEIR, "MiB", most)
              .withGoal(
                  "<= " + FLAT + " x " + Math.round(atFirst) + " after the first tenth",
                  most <= FLAT * atFirst));
    }

    /** The counters whose names have that in them, together. */
    private static long sum(String stats, String part) {
      return stats
          .lines()
          .filter(line -> line.contains(part))
          .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }
}
