package dev.weir.bench.envoy;

import dev.weir.bench.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long requests take at half of what passes at most, asked for by the same sender, which has a
 * core to itself; listener by listener, in rounds in which all take turns. The goal is judged with
 * a service behind, as a proxy has one: where Envoy answers by itself a request takes hardly longer
 * than its filter, and the ratio is that of processor time.
 *
 * @param bench the suite that asks
 * @param program Envoy
 * @param scratch a folder for its files
 */
record HalfLoad(String bench, Path program, Path scratch) {

  private static final String ALONE = "99 of 100 requests, at half load";
  private static final String BEHIND = ALONE + ", a service behind";
  private static final String SERVICE = "service";
  private static final int REQUESTS = 50_000;
  private static final int CONNECTIONS = 8;
  private static final int ROUNDS = 21;
  private static final int ROUND_SECONDS = 1;
  private static final double GOAL = 1.2;
  private static final double NANOS_PER_MICRO = 1_000;

  /** Listeners that answer by themselves: a request is all filter. The one without comes first. */
  List<Row> alone(List<Listener> listeners) throws IOException, InterruptedException {
    return measure(ALONE, listeners, List.of());
  }

  /** The same before a service, which is an Envoy of its own that answers at once. */
  @SuppressWarnings("try") // the service is there to be asked
  List<Row> behind(List<Listener> listeners) throws IOException, InterruptedException {
    List<Integer> ports = EnvoyBench.freePorts(2);
    Path folder = Files.createDirectories(scratch.resolve(SERVICE));
    String answering = Bootstrap.json(List.of(listeners.get(0)), ports, ports.get(1));
    try (EnvoyProcess service = EnvoyProcess.start(program, answering, ports.get(1), folder)) {
      List<Listener> before = listeners.stream().map(one -> one.before(SERVICE)).toList();
      return measure(BEHIND, before, List.of(Bootstrap.cluster(SERVICE, ports.get(0), false)));
    }
  }

  /** All in one Envoy, at half of what passes through the last. */
  private List<Row> measure(String scenario, List<Listener> listeners, List<Object> clusters)
      throws IOException, InterruptedException {
    int last = listeners.size() - 1;
    List<Integer> ports = EnvoyBench.freePorts(listeners.size() + 1);
    int admin = ports.get(last + 1);
    String configuration = Bootstrap.json(listeners, ports, admin, Map.of(), clusters);
    List<List<Double>> times = new ArrayList<>();
    listeners.forEach(listener -> times.add(new ArrayList<>()));
    try (EnvoyProcess process = EnvoyProcess.start(program, configuration, admin, scratch)) {
      int half = (int) PacedLoad.most(ports.get(last), CONNECTIONS, REQUESTS) / 2;
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < listeners.size(); i++) {
          times.get(i).add(p99(ports.get(i), half));
        }
      }
      System.out.printf(
          "%s: %d requests a second, %.1f MiB%n", scenario, half, process.residentMegabytes());
    }
    return rows(scenario, listeners, times);
  }

  private List<Row> rows(String scenario, List<Listener> listeners, List<List<Double>> times) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < listeners.size(); i++) {
      String subject = listeners.get(i).subject();
      double ratio = CostRounds.ratio(times.get(i), times.get(0));
      rows.add(Row.of(bench, scenario, subject, "us", EnvoyBench.median(times.get(i))));
      Row row = Row.of(bench, scenario, subject, "x bare", ratio);
      boolean judged = subject.startsWith(Row.WEIR) && scenario.equals(BEHIND);
      rows.add(judged ? row.withGoal("<= " + GOAL, ratio <= GOAL) : row);
    }
    return rows;
  }

  private static double p99(int port, int perSecond) throws IOException {
    long[] took = PacedLoad.run(port, CONNECTIONS, perSecond, ROUND_SECONDS);
    return took[took.length * 99 / 100] / NANOS_PER_MICRO;
  }
}
