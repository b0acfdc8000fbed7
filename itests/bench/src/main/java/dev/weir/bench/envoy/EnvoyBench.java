package dev.weir.bench.envoy;

import dev.weir.bench.Row;
import dev.weir.bench.Scratch;
import dev.weir.bench.Settings;
import dev.weir.bench.Suite;
import dev.weir.bench.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Envoy's CPU time per request, listener by listener, in interleaved rounds. */
public final class EnvoyBench implements Suite {

  private static final String NAME = "envoy";
  private static final String PASS = "one rule, all pass";
  private static final String BLOCK = "one rule, all blocked";
  private static final String EVERY_KIND = "1,000 rules of every kind, all pass";
  private static final String BEHIND = "one rule, a service behind";
  private static final String WORKERS = "one rule, 4 workers";
  private static final String SERVICE = "service";
  private static final String LIMITER = "ratelimit";
  private static final int MANY_WORKERS = 4;
  private static final Map<String, Double> GOALS = Map.of(PASS, 1.45, EVERY_KIND, 1.6);
  private static final double EXACTNESS = 1.1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "CPU time per request in Envoy, " + CostRounds.described();
  }

  @Override
  public List<Row> run(Settings settings)
      throws IOException, InterruptedException, UnavailableException {
    Path scratch = Files.createTempDirectory("weir-bench-envoy");
    try {
      Contest contest = new Contest(settings.envoy(), scratch, Contestants.of(settings));
      List<Row> rows = new ArrayList<>(contest.oneWorker());
      rows.addAll(contest.manyWorkers());
      rows.addAll(contest.behind());
      return rows;
    } finally {
      Scratch.delete(scratch);
    }
  }

  /** The path of the filter's module. */
  static String module(Settings settings) throws UnavailableException {
    return Contestants.built(settings, "wasm-targets/http/target/classes/weir-http.wasm");
  }

  /**
   * One run.
   *
   * @param program Envoy
   * @param scratch a folder for its files
   * @param who takes part
   */
  private record Contest(Path program, Path scratch, Contestants who) {

    List<Row> oneWorker() throws IOException, InterruptedException, UnavailableException {
      List<Listener> listeners = new ArrayList<>();
      listeners.addAll(
          List.of(
              Listener.bare(PASS),
              Listener.localRateLimit(PASS, 200, Listener.NEVER_REACHED),
              who.empty(PASS),
              who.weir(PASS, 200, Listener.NEVER_REACHED)));
      listeners.addAll(who.rust(PASS, 200, Listener.NEVER_REACHED));
      listeners.addAll(
          List.of(
              Listener.bare(BLOCK),
              Listener.localRateLimit(BLOCK, 429, 1),
              who.weir(BLOCK, 429, 1)));
      listeners.addAll(who.rust(BLOCK, 429, 1));
      listeners.addAll(List.of(Listener.bare(EVERY_KIND), who.weirWithEveryKind(EVERY_KIND)));
      CostRounds costs = measure(listeners, 1);
      List<Row> rows = new ArrayList<>();
      for (Row row : costs.rows(NAME)) {
        Double goal = row.subject().equals(Row.WEIR) ? GOALS.get(row.scenario()) : null;
        if (goal != null && row.unit().equals("x bare")) {
          rows.add(row.withGoal("<= " + goal, row.value() <= goal));
        } else {
          rows.add(row);
        }
      }
      rows.addAll(who.missingRust(NAME, List.of(PASS, BLOCK)));
      return rows;
    }

    /** What it costs that a limit holds over all workers. */
    List<Row> manyWorkers() throws IOException, InterruptedException, UnavailableException {
      List<Listener> listeners =
          List.of(
              Listener.bare(WORKERS),
              who.perWorker(WORKERS, Listener.NEVER_REACHED),
              who.weir(WORKERS, 200, Listener.NEVER_REACHED));
      CostRounds costs = measure(listeners, MANY_WORKERS);
      double ratio = costs.ratio(WORKERS, Row.WEIR, Contestants.PER_WORKER);
      List<Row> rows = new ArrayList<>(costs.rows(NAME));
      rows.add(
          Row.of(NAME, WORKERS + ", exact over per worker", Row.WEIR, "x", ratio)
              .withGoal("<= " + EXACTNESS, ratio <= EXACTNESS));
      return rows;
    }

    private CostRounds measure(List<Listener> listeners, int workers)
        throws IOException, InterruptedException, UnavailableException {
      List<Integer> ports = freePorts(listeners.size() + 1);
      int admin = ports.get(listeners.size());
      String configuration = Bootstrap.json(listeners, ports, admin);
      try (EnvoyProcess envoy =
          EnvoyProcess.start(program, configuration, admin, scratch, workers)) {
        return CostRounds.run(envoy, listeners, ports, CostRounds.NONE);
      }
    }

    /** A second Envoy is the service, since Envoy asks nobody about what it answers by itself. */
    @SuppressWarnings("try") // the service is there to be asked
    List<Row> behind() throws IOException, InterruptedException, UnavailableException {
      Peer limiter = Peer.of("WEIR_RATELIMIT");
      List<Integer> ports = freePorts(2);
      Path folder = Files.createDirectories(scratch.resolve("service"));
      String configuration = Bootstrap.json(List.of(Listener.bare(BEHIND)), ports, ports.get(1));
      try (EnvoyProcess service =
          EnvoyProcess.start(program, configuration, ports.get(1), folder)) {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(Listener.bare(BEHIND).before(SERVICE));
        listeners.add(who.weir(BEHIND, 200, Listener.NEVER_REACHED).before(SERVICE));
        if (limiter.file().isEmpty()) {
          List<Row> rows = new ArrayList<>(behind(listeners, ports, 1, CostRounds.NONE));
          rows.add(Row.missing(NAME, BEHIND, Listener.RATE_LIMIT, limiter.why()));
          return rows;
        }
        listeners.add(Listener.rateLimit(BEHIND, LIMITER).before(SERVICE));
        int port = freePorts(1).get(0);
        try (RateLimitService asked = RateLimitService.start(limiter.file().get(), port, scratch)) {
          return behind(listeners, ports, port, asked::cpuSeconds);
        }
      }
    }

    private List<Row> behind(
        List<Listener> listeners, List<Integer> service, int limiter, CostRounds.Others others)
        throws IOException, InterruptedException, UnavailableException {
      List<Integer> ports = freePorts(listeners.size() + 1);
      int admin = ports.get(listeners.size());
      List<Object> clusters =
          List.of(
              Bootstrap.cluster(SERVICE, service.get(0), false),
              Bootstrap.cluster(LIMITER, limiter, true));
      String configuration = Bootstrap.json(listeners, ports, admin, Map.of(), clusters);
      try (EnvoyProcess envoy = EnvoyProcess.start(program, configuration, admin, scratch)) {
        return CostRounds.run(envoy, listeners, ports, others).rows(NAME);
      }
    }
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
