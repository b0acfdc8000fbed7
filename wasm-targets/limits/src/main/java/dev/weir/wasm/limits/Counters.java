package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.Metrics;
import dev.weir.wasm.sdk.type.MetricType;
import java.util.HashMap;
import java.util.Map;

/**
 * The filter's counters in the proxy: {@code weir.RESOURCE.pass} and {@code .block} for each
 * resource with a rule, {@code .error}, {@code .shadow} and {@code .opened} where its rules make
 * such, and some that are the filter's own. A proxy sums them over its workers and keeps them for
 * good, so ids are kept too and asked for once.
 */
final class Counters {

  /** Most resources that are counted during the life of a VM; later ones are limited uncounted. */
  static final int MAX_RESOURCES = 50_000;

  private static final Ids UNCOUNTED = new Ids(Metrics.NONE, Metrics.NONE, "");

  private final Metrics metrics;
  private final Map<String, Ids> known = new HashMap<>();
  private int undecided = Metrics.NONE;
  private int uncounted = Metrics.NONE;
  private int localDecisions = Metrics.NONE;

  Counters(Host host) {
    this.metrics = host.metrics();
  }

  /** The ids of a resource's counters; those that few need are defined when they are first used. */
  static final class Ids {

    private final int pass;
    private final int block;
    private final String prefix;
    private int error = Metrics.NONE;
    private int shadow = Metrics.NONE;

    /**
     * @param pass of calls that went on
     * @param block of calls that were answered
     * @param prefix of the others' names; empty when they are not counted
     */
    Ids(int pass, int block, String prefix) {
      this.pass = pass;
      this.block = block;
      this.prefix = prefix;
    }
  }

  /** The counters of a resource. */
  Ids of(String resource) {
    Ids ids = known.get(resource);
    if (ids != null) {
      return ids;
    }
    if (known.size() >= MAX_RESOURCES) {
      return UNCOUNTED;
    }
    String name = "weir." + MetricNames.encode(resource);
    ids = new Ids(define(name + ".pass"), define(name + ".block"), name);
    known.put(resource, ids);
    return ids;
  }

  /** The same, with those of failures and of shadows there from the start. */
  Ids of(String resource, Traits traits) {
    Ids ids = of(resource);
    if (traits.errors() && ids.error == Metrics.NONE && !ids.prefix.isEmpty()) {
      ids.error = define(ids.prefix + ".error");
    }
    if (traits.shadow() && ids.shadow == Metrics.NONE && !ids.prefix.isEmpty()) {
      ids.shadow = define(ids.prefix + ".shadow");
    }
    return ids;
  }

  void passed(Limit limit, int count) {
    increment(limit.counters().pass, count);
  }

  void blocked(Limit limit, int count) {
    increment(limit.counters().block, count);
  }

  /** A call that went on has failed. */
  void failed(Limit limit) {
    increment(limit.counters().error, 1);
  }

  /** Rules in shadow would have blocked so many. */
  void shadowed(Limit limit, long count) {
    if (count > 0) {
      increment(limit.counters().shadow, (int) count);
    }
  }

  /** A breaker of a resource has opened: {@code weir.RESOURCE.opened}. */
  void opened(String resource) {
    Ids ids = of(resource);
    if (!ids.prefix.isEmpty()) {
      increment(define(ids.prefix + ".opened"), 1);
    }
  }

  /** A call went on without being counted, for want of room: {@code weir.uncounted}. */
  void uncounted() {
    if (uncounted == Metrics.NONE) {
      uncounted = define("weir.uncounted");
    }
    increment(uncounted, 1);
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
