package dev.weir.bench.envoy;

import dev.weir.bench.Row;
import dev.weir.bench.UnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU time per request of listeners of one Envoy, in rounds in which all take turns: whatever else
 * the machine does falls on all alike, so a ratio is taken within each round.
 */
final class CostRounds {

  private static final int ROUNDS = 11;
  private static final int SECONDS = 1;
  private static final double MICROS = 1_000_000;

  /** CPU seconds so far of what a listener needs beside Envoy. */
  interface Others {
    double cpuSeconds() throws IOException;
  }

  /** Nothing beside Envoy. */
  static final Others NONE = () -> 0;

  private final List<Listener> listeners;
  private final List<List<Double>> envoy = new ArrayList<>();
  private final List<List<Double>> all = new ArrayList<>();

  private CostRounds(List<Listener> listeners) {
    this.listeners = listeners;
    listeners.forEach(
        listener -> {
          envoy.add(new ArrayList<>());
          all.add(new ArrayList<>());
        });
  }

  /** How it measures, for people. */
  static String described() {
    return "medians of " + ROUNDS + " interleaved rounds";
  }

  /**
   * Measures.
   *
   * @param ports of the listeners, in their order
   * @param others what works for those listeners that ask a service
   */
  static CostRounds run(
      EnvoyProcess process, List<Listener> listeners, List<Integer> ports, Others others)
      throws IOException, InterruptedException, UnavailableException {
    CostRounds rounds = new CostRounds(listeners);
    for (int i = 0; i < listeners.size(); i++) {
      Wrk.load(ports.get(i), 1);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < listeners.size(); i++) {
        rounds.measure(process, i, ports.get(i), others);
      }
    }
    return rounds;
  }

  private void measure(EnvoyProcess process, int listener, int port, Others others)
      throws IOException, InterruptedException, UnavailableException {
    double before = process.cpuSeconds();
    double beside = others.cpuSeconds();
    String out = Wrk.run(List.of("-t1", "-c16", "-d" + SECONDS + "s", Wrk.url(port)));
    long requests = Wrk.requests(out);
    double cost = process.cpuSeconds() - before;
    envoy.get(listener).add(cost * MICROS / requests);
    all.get(listener).add((cost + others.cpuSeconds() - beside) * MICROS / requests);
    expectStatus(listeners.get(listener), port, Wrk.refused(out));
  }

  /**
   * A figure is worth something only if the listener did what it is there for. The second request
   * tells: a limit of one in a second may have room for the first.
   */
  private static void expectStatus(Listener listener, int port, long refused)
      throws IOException, InterruptedException {
    EnvoyProcess.status(port);
    int status = EnvoyProcess.status(port);
    if (status != listener.status() || (status == 200 && refused > 0)) {
      throw new IOException(
          String.format(
              "%s of '%s' answered %d, and refused %d under load; expected %d",
              listener.subject(), listener.scenario(), status, refused, listener.status()));
    }
  }

  /** The rows, each beside the listener of its case that has no filter. */
  List<Row> rows(String bench) {
    Map<String, Integer> bare = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < listeners.size(); i++) {
      Listener listener = listeners.get(i);
      String scenario = listener.scenario();
      if (listener.filters().isEmpty()) {
        bare.put(scenario, i);
      }
      List<Double> floor = envoy.get(bare.getOrDefault(scenario, i));
      double micros = EnvoyBench.median(envoy.get(i));
      rows.add(Row.of(bench, scenario, listener.subject(), "us CPU", micros));
      double times = ratio(envoy.get(i), floor);
      rows.add(Row.of(bench, scenario, listener.subject(), "x bare", times));
      double together = EnvoyBench.median(all.get(i));
      if (listener.asksService()) {
        rows.add(Row.of(bench, scenario, listener.subject() + " + Redis", "us CPU", together));
        double sum = ratio(all.get(i), floor);
        rows.add(Row.of(bench, scenario, listener.subject() + " + Redis", "x bare", sum));
      }
    }
    return rows;
  }

  /** The median of how many times the other a subject took in the same round. */
  double ratio(String scenario, String subject, String other) {
    return ratio(envoy.get(index(scenario, subject)), envoy.get(index(scenario, other)));
  }

  /** The median of the ratios of two subjects' figures of the same rounds. */
  static double ratio(List<Double> subject, List<Double> other) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < subject.size(); i++) {
      ratios.add(subject.get(i) / other.get(i));
    }
    return EnvoyBench.median(ratios);
  }

  private int index(String scenario, String subject) {
    for (int i = 0; i < listeners.size(); i++) {
      Listener listener = listeners.get(i);
      if (listener.scenario().equals(scenario) && listener.subject().equals(subject)) {
        return i;
      }
    }
    throw new IllegalArgumentException("nobody measured " + subject + " in " + scenario);
  }
}
