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
  private static final String EVERY_KIND = "weir, 1,000 rules";
  private static final String START = "start of Envoy";
  private static final String WORKER = "start of one more worker";
  private static final String MEMORY = "memory of a worker";
  private static final int STARTS = 5;
  private static final int MORE_WORKERS = 8;
  private static final int LOADED_WORKERS = 4;
  private static final int LOAD_SECONDS = 5;
  private static final int SETTLE_MS = 300;
  private static final double START_GOAL_MS = 300;
  private static final double WORKER_GOAL_MS = 5;
  private static final double MEMORY_GOAL_MB = 16;
  private static final double MILLIS_PER_SECOND = 1_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "start, memory and latency of Envoy with Weir's filter, with an empty one, and without";
  }

  @Override
  public List<Row> run(Settings settings)
      throws IOException, InterruptedException, UnavailableException {
    Contestants who = Contestants.of(settings);
    Listener bare = Listener.bare(NAME);
    Listener weir = who.weir(NAME, 200, Listener.NEVER_REACHED);
    Listener every = who.weirWithEveryKind(EVERY_KIND).as(EVERY_KIND);
    Path scratch = Files.createTempDirectory("weir-bench-footprint");
    try {
      Place place = new Place(settings.envoy(), scratch);
      List<Row> rows = new ArrayList<>(place.starts(List.of(bare, who.empty(NAME), weir, every)));
      double memory = place.memory(bare);
      double more = place.memory(every);
      rows.add(Row.of(NAME, MEMORY, bare.subject(), "MiB", memory));
      rows.add(
          Row.of(NAME, MEMORY, EVERY_KIND, "MiB", more)
              .withGoal("<= " + MEMORY_GOAL_MB + " more", more - memory <= MEMORY_GOAL_MB));
      HalfLoad load = new HalfLoad(NAME, settings.envoy(), scratch);
      List<Listener> all = List.of(bare, who.empty(NAME), weir, every);
      rows.addAll(load.alone(all));
      rows.addAll(load.behind(all));
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

    /** Processor time of a start with one worker, and of each further worker; bare comes first. */
    List<Row> starts(List<Listener> listeners) throws IOException, InterruptedException {
      List<List<Double>> one = new ArrayList<>();
      List<List<Double>> many = new ArrayList<>();
      listeners.forEach(
          listener -> {
            one.add(new ArrayList<>());
            many.add(new ArrayList<>());
          });
      for (int round = 0; round < STARTS; round++) {
        for (int i = 0; i < listeners.size(); i++) {
          double alone = start(listeners.get(i), 1);
          one.get(i).add(alone);
          many.get(i).add((start(listeners.get(i), 1 + MORE_WORKERS) - alone) / MORE_WORKERS);
        }
      }
      List<Row> rows = new ArrayList<>(rows(START, listeners, one, START_GOAL_MS));
      rows.addAll(rows(WORKER, listeners, many, WORKER_GOAL_MS));
      return rows;
    }

    private static List<Row> rows(
        String scenario, List<Listener> listeners, List<List<Double>> times, double most) {
      List<Row> rows = new ArrayList<>();
      double bare = EnvoyBench.median(times.get(0));
      for (int i = 0; i < listeners.size(); i++) {
        String subject = listeners.get(i).subject();
        double time = EnvoyBench.median(times.get(i));
        Row row = Row.of(NAME, scenario, subject, "ms CPU", time);
        boolean judged = subject.startsWith(Row.WEIR);
        rows.add(judged ? row.withGoal("<= " + most + " more", time - bare <= most) : row);
      }
      return rows;
    }

    /** Milliseconds of processor time until Envoy is ready and its workers have come to rest. */
    private double start(Listener listener, int workers) throws IOException, InterruptedException {
      List<Integer> ports = EnvoyBench.freePorts(2);
      try (EnvoyProcess process = envoy(List.of(listener), ports, workers)) {
        Thread.sleep(SETTLE_MS);
        return process.cpuSeconds() * MILLIS_PER_SECOND;
      }
    }

    /** MiB that one more worker takes, under load. */
    double memory(Listener listener)
        throws IOException, InterruptedException, UnavailableException {
      double of = loaded(listener, 1);
      return (loaded(listener, 1 + LOADED_WORKERS) - of) / LOADED_WORKERS;
    }

    private double loaded(Listener listener, int workers)
        throws IOException, InterruptedException, UnavailableException {
      List<Integer> ports = EnvoyBench.freePorts(2);
      try (EnvoyProcess process = envoy(List.of(listener), ports, workers)) {
        Wrk.run(List.of("-t1", "-c64", "-d" + LOAD_SECONDS + "s", Wrk.url(ports.get(0))));
        return process.residentMegabytes();
      }
    }
  }
}
