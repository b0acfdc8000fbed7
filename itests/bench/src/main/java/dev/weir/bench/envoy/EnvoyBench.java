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
  private static final String MODULE = "wasm-targets/http/target/classes/weir-http.wasm";
  private static final int ROUNDS = 5;
  private static final int SECONDS = 2;
  private static final Map<String, Double> GOALS = Map.of(PASS, 1.45, EVERY_KIND, 1.6);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "CPU time per request in Envoy, medians of " + ROUNDS + " interleaved rounds";
  }

  @Override
  public List<Row> run(Settings settings)
      throws IOException, InterruptedException, UnavailableException {
    String module = module(settings);
    List<Listener> listeners =
        List.of(
            Listener.bare(PASS),
            Listener.localRateLimit(PASS, 200, Listener.NEVER_REACHED),
            Listener.weir(PASS, 200, module, Listener.NEVER_REACHED),
            Listener.bare(BLOCK),
            Listener.localRateLimit(BLOCK, 429, 1),
            Listener.weir(BLOCK, 429, module, 1),
            Listener.bare(EVERY_KIND),
            Listener.weirWithEveryKind(EVERY_KIND, module, "client"));
    Path scratch = Files.createTempDirectory("weir-bench-envoy");
    List<Integer> ports = freePorts(listeners.size() + 1);
    int admin = ports.get(listeners.size());
    String configuration = Bootstrap.json(listeners, ports, admin);
    try (EnvoyProcess envoy = EnvoyProcess.start(settings.envoy(), configuration, admin, scratch)) {
      return rows(listeners, rounds(envoy, listeners, ports));
    } finally {
      Scratch.delete(scratch);
    }
  }

  /** The path of the filter's module. */
  static String module(Settings settings) throws UnavailableException {
    Path module = settings.root().resolve(MODULE);
    if (!Files.exists(module)) {
      throw new UnavailableException(module + " is not built: ./weir builds it, or mvn package");
    }
    return module.toString();
  }

  /** Microseconds per request: for each listener, of each round. */
  private static List<List<Double>> rounds(
      EnvoyProcess envoy, List<Listener> listeners, List<Integer> ports)
      throws IOException, InterruptedException, UnavailableException {
    List<List<Double>> costs = new ArrayList<>();
    for (int i = 0; i < listeners.size(); i++) {
      costs.add(new ArrayList<>());
      Wrk.load(ports.get(i), 1);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < listeners.size(); i++) {
        double before = envoy.cpuSeconds();
        long requests = Wrk.load(ports.get(i), SECONDS);
        costs.get(i).add((envoy.cpuSeconds() - before) * 1_000_000 / requests);
        expectStatus(listeners.get(i), ports.get(i));
      }
    }
    return costs;
  }

  /**
   * A figure is worth something only if the listener did what it is there for. The second request
   * tells: a limit of one in a second may have room for the first.
   */
  private static void expectStatus(Listener listener, int port)
      throws IOException, InterruptedException {
    EnvoyProcess.status(port);
    int status = EnvoyProcess.status(port);
    if (status != listener.status()) {
      throw new IOException(
          String.format(
              "%s of '%s' answered %d, expected %d",
              listener.subject(), listener.scenario(), status, listener.status()));
    }
  }

  private static List<Row> rows(List<Listener> listeners, List<List<Double>> costs) {
    List<Row> rows = new ArrayList<>();
    double bare = 0;
    for (int i = 0; i < listeners.size(); i++) {
      Listener listener = listeners.get(i);
      double cost = median(costs.get(i));
      Row row = Row.of(NAME, listener.scenario(), listener.subject(), "us CPU", cost);
      if (listener.filters().isEmpty()) {
        bare = cost;
      }
      Double goal = listener.subject().equals(Row.WEIR) ? GOALS.get(listener.scenario()) : null;
      rows.add(goal == null ? row : row.withGoal("weir/no filter <= " + goal, cost / bare <= goal));
    }
    return rows;
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
