package dev.weir.wasm.http.filter;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.Metrics;
import dev.weir.wasm.sdk.type.MetricType;
import java.util.HashMap;
import java.util.Map;

/**
 * The filter's counters in the proxy: {@code weir.RESOURCE.pass} and {@code .block} for each
 * resource with a rule, and two of its own. A proxy sums them over its workers and keeps them for
 * good, so ids are kept too and asked for once.
 */
final class Counters {

  /** Most resources that are counted during the life of a VM; later ones are limited uncounted. */
  static final int MAX_RESOURCES = 50_000;

  private static final Pair UNCOUNTED = new Pair(Metrics.NONE, Metrics.NONE);

  private final Metrics metrics;
  private final Map<String, Pair> known = new HashMap<>();
  private int undecided = Metrics.NONE;
  private int localDecisions = Metrics.NONE;

  Counters(Host host) {
    this.metrics = host.metrics();
  }

  /**
   * Two ids.
   *
   * @param pass requests that went on
   * @param block requests that were answered
   */
  record Pair(int pass, int block) {}

  /** The counters of a resource. */
  Pair of(String resource) {
    Pair pair = known.get(resource);
    if (pair != null) {
      return pair;
    }
    if (known.size() >= MAX_RESOURCES) {
      return UNCOUNTED;
    }
    String name = "weir." + MetricNames.encode(resource);
    pair = new Pair(define(name + ".pass"), define(name + ".block"));
    known.put(resource, pair);
    return pair;
  }

  void passed(Limit limit) {
    increment(limit.counters().pass());
  }

  void blocked(Limit limit) {
    increment(limit.counters().block());
  }

  /** A request could not be decided and went on: {@code weir.undecided}. */
  void undecided() {
    if (undecided == Metrics.NONE) {
      undecided = define("weir.undecided");
    }
    increment(undecided);
  }

  /** Shared data failed and the worker decided alone: {@code weir.local_decisions}. */
  void decidedLocally() {
    if (localDecisions == Metrics.NONE) {
      localDecisions = define("weir.local_decisions");
    }
    increment(localDecisions);
  }

  private int define(String name) {
    return metrics.define(MetricType.COUNTER, name);
  }

  private void increment(int metric) {
    if (metric != Metrics.NONE) {
      metrics.increment(metric, 1);
    }
  }
}
