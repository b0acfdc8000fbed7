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

/** What a filter costs beside processor time: Envoy's start, memory, and how long requests take. */
public final class FootprintBench implements Suite {

  private static final String NAME = "footprint";
  private static final String BARE = "no filter";
  private static final String START = "start of Envoy";
  private static final String MEMORY = "memory of a worker";
  private static final String LATENCY = "99 of 100 requests, at half load";
  private static final int STARTS = 5;
  private static final int MORE_WORKERS = 4;
  private static final int SECONDS = 5;
  private static final int CONNECTIONS = 8;
  private static final int ROUNDS = 5;
  private static final double START_GOAL_MS = 300;
  private static final double MEMORY_GOAL_MB = 16;
  private static final double LATENCY_GOAL = 1.2;
  private static final double NANOS_PER_MICRO = 1_000;
  private static final double MILLIS_PER_SECOND = 1_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "start, memory and latency of Envoy with 1,000 rules of every kind, and without";
  }

  @Override
  public List<Row> run(Settings settings)
      throws IOException, InterruptedException, UnavailableException {
    Listener weir = Listener.weirWithEveryKind(NAME, EnvoyBench.module(settings), "client");
    Listener bare = Listener.bare(NAME);
    Path scratch = Files.createTempDirectory("weir-bench-footprint");
    try {
      Place place = new Place(settings.envoy(), scratch);
      List<Row> rows = new ArrayList<>();
      double start = place.start(bare);
      double starting = place.start(weir);
      rows.add(Row.of(NAME, START, BARE, "ms CPU", start));
      rows.add(
          Row.of(NAME, START, Row.WEIR, "ms CPU", starting)
              .withGoal("<= " + START_GOAL_MS + " more", starting - start <= START_GOAL_MS));
      double memory = place.memory(bare);
      double more = place.memory(weir);
      rows.add(Row.of(NAME, MEMORY, BARE, "MiB", memory));
      rows.add(
          Row.of(NAME, MEMORY, Row.WEIR, "MiB", more)
              .withGoal("<= " + MEMORY_GOAL_MB + " more", more - memory <= MEMORY_GOAL_MB));
      rows.addAll(place.latency(bare, weir));
      return rows;
    } finally {
      Scratch.delete(scratch);
    }
  }

  /**
   * Where Envoys run.
   *
   * @param envoy the program
   * @param scratch a folder for their files
   */
  private record Place(Path envoy, Path scratch) {

    private EnvoyProcess envoy(List<Listener> listeners, List<Integer> ports, int workers)
        throws IOException, InterruptedException {
      int admin = ports.get(listeners.size());
      String configuration = Bootstrap.json(listeners, ports, admin);
      return EnvoyProcess.start(envoy, configuration, admin, scratch, workers);
    }

    /** Milliseconds of processor time until Envoy is ready, the median of some starts. */
    double start(Listener listener) throws IOException, InterruptedException {
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < STARTS; i++) {
        List<Integer> ports = EnvoyBench.freePorts(2);
        try (EnvoyProcess process = envoy(List.of(listener), ports, 1)) {
          times.add(process.cpuSeconds() * MILLIS_PER_SECOND);
        }
      }
      return EnvoyBench.median(times);
    }

    /** MiB that one more worker takes, under load. */
    double memory(Listener listener)
        throws IOException, InterruptedException, UnavailableException {
      double of = loaded(listener, 1);
      return (loaded(listener, 1 + MORE_WORKERS) - of) / MORE_WORKERS;
    }

    private double loaded(Listener listener, int workers)
        throws IOException, InterruptedException, UnavailableException {
      List<Integer> ports = EnvoyBench.freePorts(2);
      try (EnvoyProcess process = envoy(List.of(listener), ports, workers)) {
        Wrk.run(List.of("-t1", "-c64", "-d" + SECONDS + "s", Wrk.url(ports.get(0))));
        return process.residentMegabytes();
      }
    }

    /** At half of what passes through the filter at most; both in one Envoy, in turn. */
    List<Row> latency(Listener bare, Listener weir)
        throws IOException, InterruptedException, UnavailableException {
      List<Integer> ports = EnvoyBench.freePorts(3);
      List<Double> without = new ArrayList<>();
      List<Double> with = new ArrayList<>();
      try (EnvoyProcess process = envoy(List.of(bare, weir), ports, 1)) {
        int half = (int) (Wrk.load(ports.get(1), SECONDS) / SECONDS / 2);
        for (int round = 0; round < ROUNDS; round++) {
          without.add(p99(ports.get(0), half));
          with.add(p99(ports.get(1), half));
        }
        System.out.printf("%d requests a second, %.1f MiB%n", half, process.residentMegabytes());
      }
      double ratio = EnvoyBench.median(with) / EnvoyBench.median(without);
      return List.of(
          Row.of(NAME, LATENCY, BARE, "us", EnvoyBench.median(without)),
          Row.of(NAME, LATENCY, Row.WEIR, "us", EnvoyBench.median(with))
              .withGoal("weir/no filter <= " + LATENCY_GOAL, ratio <= LATENCY_GOAL));
    }

    private static double p99(int port, int perSecond) throws IOException, InterruptedException {
      long[] took = PacedLoad.run(port, CONNECTIONS, perSecond, SECONDS);
      return took[took.length * 99 / 100] / NANOS_PER_MICRO;
    }
  }
}
