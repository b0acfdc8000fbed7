package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.Metrics;
import dev.weir.wasm.sdk.type.MetricType;
import java.util.HashMap;
import java.util.Map;

/**
 * The filter's counters in the proxy: {@code weir.RESOURCE.pass} and {@code .block} for each
 * resource with a rule, and two that are the filter's own. A proxy sums them over its workers and
 * keeps them for good, so ids are kept too and asked for once.
 */
final class Counters {

  /** Most resources that are counted during the life of a VM; later ones are limited uncounted. */
  static final int MAX_RESOURCES = 50_000;

  private static final Pair UNCOUNTED = new Pair(Metrics.NONE, Metrics.NONE, Metrics.NONE);

  private final Metrics metrics;
  private final boolean countErrors;
  private final Map<String, Pair> known = new HashMap<>();
  private int undecided = Metrics.NONE;
  private int localDecisions = Metrics.NONE;

  Counters(Host host, boolean countErrors) {
    this.countErrors = countErrors;
    this.metrics = host.metrics();
  }

  /**
   * Three ids.
   *
   * @param pass requests that went on
   * @param block requests that were answered
   * @param error of those that went on, requests that failed; {@link Metrics#NONE} where that is
   *     not known
   */
  record Pair(int pass, int block, int error) {}

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
    int error = countErrors ? define(name + ".error") : Metrics.NONE;
    pair = new Pair(define(name + ".pass"), define(name + ".block"), error);
    known.put(resource, pair);
    return pair;
  }

  void passed(Limit limit, int count) {
    increment(limit.counters().pass(), count);
  }

  void blocked(Limit limit, int count) {
    increment(limit.counters().block(), count);
  }

  /** A request could not be decided and went on: {@code weir.undecided}. */
  void undecided() {
    if (undecided == Metrics.NONE) {
      undecided = define("weir.undecided");
    }
    increment(undecided, 1);
  }

  /** Shared data failed and the worker decided alone: {@code weir.local_decisions}. */
  void decidedLocally() {
    if (localDecisions == Metrics.NONE) {
      localDecisions = define("weir.local_decisions");
    }
    increment(localDecisions, 1);
  }

  private int define(String name) {
    return metrics.define(MetricType.COUNTER, name);
  }

  private void increment(int metric, int count) {
    if (metric != Metrics.NONE) {
      metrics.increment(metric, count);
    }
  }
}
