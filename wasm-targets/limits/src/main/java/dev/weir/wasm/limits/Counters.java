package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.Metrics;
import dev.weir.wasm.sdk.type.MetricType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filter's counters in the proxy: {@code weir.RESOURCE.pass} and {@code .block} for each
 * resource with a rule that has had a call, {@code .error}, {@code .shadow}, {@code .opened} and
 * {@code .ejected} where such came, and some that are the filter's own. A proxy sums them over its
 * workers and keeps them for good, so ids are kept too and asked for once. What is to be reported
 * goes into the {@link Ledger} as well.
 */
final class Counters {

  /** Most resources that are counted during the life of a VM; later ones are limited uncounted. */
  static final int MAX_RESOURCES = 50_000;

  /** The id of a metric that the proxy was not asked for yet. */
  private static final int UNASKED = -2;

  private final Metrics metrics;
  private final Ledger ledger;
  private final Map<String, Ids> known = new HashMap<>();
  private long bytes;
  private int undecided = Metrics.NONE;
  private int uncounted = Metrics.NONE;
  private int localDecisions = Metrics.NONE;
  private int unreadable = Metrics.NONE;
  private int evicted = Metrics.NONE;

  Counters(Host host, Ledger ledger) {
    this.metrics = host.metrics();
    this.ledger = ledger;
  }

  /**
   * The ids of a resource's counters. The proxy is asked for them when the first call is counted:
   * of ten thousand resources few have calls, and each metric costs the proxy more than its rule.
   */
  static final class Ids {

    private final String resource;
    private final boolean counted;
    private String prefix = "";
    private int pass = UNASKED;
    private int block = UNASKED;
    private int error = UNASKED;
    private int shadow = UNASKED;
    private @Nullable Tally tally;

    Ids(String resource, boolean counted) {
      this.resource = resource;
      this.counted = counted;
    }

    private String prefix() {
      if (prefix.isEmpty()) {
        prefix = "weir." + MetricNames.encode(resource);
      }
      return prefix;
    }
  }

  /** What it takes as objects. */
  long bytes() {
    return bytes;
  }

  private Ids ids(Limit limit) {
    Ids ids = limit.counters();
    if (ids == null) {
      ids = of(limit.name());
      limit.counters(ids);
    }
    return ids;
  }

  /** The counters of a resource. */
  private Ids of(String resource) {
    Ids ids = known.get(resource);
    if (ids != null) {
      return ids;
    }
    boolean counted = known.size() < MAX_RESOURCES;
    ids = new Ids(resource, counted);
    if (counted) {
      known.put(resource, ids);
      bytes += Weights.COUNTERS;
    }
    return ids;
  }

  /** Both of a resource's first counters are there once one is: a proxy shows no gap between. */
  private void ask(Ids ids) {
    ids.pass = define(ids, ".pass");
    ids.block = define(ids, ".block");
    ids.prefix = "";
  }

  void passed(Limit limit, int count) {
    Ids ids = ids(limit);
    if (ids.pass == UNASKED) {
      ask(ids);
    }
    increment(ids.pass, count);
    tally(ids, LedgerFormat.PASS, count);
  }

  void blocked(Limit limit, int count) {
    Ids ids = ids(limit);
    if (ids.block == UNASKED) {
      ask(ids);
    }
    increment(ids.block, count);
    tally(ids, LedgerFormat.BLOCK, count);
  }

  /** A call has come in whose end will be told. */
  void entered(Limit limit) {
    tally(ids(limit), LedgerFormat.ENTERED, 1);
  }

  /** A call has ended of which was told that it came in. */
  void ended(Limit limit, long micros, boolean error) {
    Ids ids = ids(limit);
    tally(ids, LedgerFormat.ENDED, 1);
    tally(ids, LedgerFormat.MICROS, micros);
    if (error) {
      tally(ids, LedgerFormat.ERROR, 1);
    }
  }

  /** A call that went on has failed; counted where a rule asks how calls end. */
  void failed(Limit limit) {
    if (limit.traits().errors()) {
      Ids ids = ids(limit);
      if (ids.error == UNASKED) {
        ids.error = define(ids, ".error");
      }
      increment(ids.error, 1);
    }
  }

  /** Rules in shadow would have blocked so many. */
  void shadowed(Limit limit, long count) {
    if (count > 0) {
      Ids ids = ids(limit);
      if (ids.shadow == UNASKED) {
        ids.shadow = define(ids, ".shadow");
      }
      increment(ids.shadow, (int) count);
    }
  }

  /** A breaker of a resource has opened: {@code weir.RESOURCE.opened}. */
  void opened(String resource) {
    increment(define(of(resource), ".opened"), 1);
  }

  /** A node of a resource has been put out: {@code weir.RESOURCE.ejected}. */
  void ejected(String resource) {
    increment(define(of(resource), ".ejected"), 1);
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

  /** What was known of a resource was let go for want of memory: {@code weir.evicted}. */
  void evicted() {
    if (evicted == Metrics.NONE) {
      evicted = define("weir.evicted");
    }
    increment(evicted, 1);
  }

  /** Rules that were found good turned out not to be: {@code weir.unreadable_shards}. */
  void unreadable() {
    if (unreadable == Metrics.NONE) {
      unreadable = define("weir.unreadable_shards");
    }
    increment(unreadable, 1);
  }

  private void tally(Ids ids, int index, long count) {
    Tally tally = ids.tally;
    if (tally == null && ids.counted) {
      tally = new Tally(ids.resource);
      ids.tally = tally;
    }
    if (tally != null) {
      ledger.add(tally, index, count);
    }
  }

  private int define(Ids ids, String event) {
    return ids.counted ? define(ids.prefix() + event) : Metrics.NONE;
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
