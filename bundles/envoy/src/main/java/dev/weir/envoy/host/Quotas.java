package dev.weir.envoy.host;

import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Rule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares out thresholds that hold over all proxies: rules of {@link LimitMode#GLOBAL} by what each
 * proxy has wanted of late ({@link Division}), those of {@link LimitMode#GLOBAL_TO_LOCAL} in equal
 * parts. A proxy asks with every report, ten times a second, and its answer says what is its own.
 *
 * <p>What proxies may use together is never more than a threshold: a share is raised only when
 * others have taken up smaller ones and a window has passed since ({@link Quota}). A proxy that
 * hears nothing goes on: for {@value #SILENT_MS} ms with its share, for as long again with no more
 * than an equal part, and then with that. One that is not heard of for {@value #GONE_MS} ms while
 * others are has left. A daemon that has just started does not know what others were told: proxies
 * of the daemon before go by themselves until all do, {@value #SETTLE_MS} ms.
 */
public final class Quotas {

  /** After so long without an answer a proxy goes by itself, in milliseconds. */
  static final long SILENT_MS = 2_000;

  /**
   * Not heard of for so long, a proxy has left, in milliseconds: more than it goes on with its
   * share after an answer that took a second.
   */
  static final long GONE_MS = 5_000;

  /** After so long every proxy that was told nothing since takes equal parts, in milliseconds. */
  static final long SETTLE_MS = 2 * SILENT_MS + 1_250;

  /** Most proxies; others count by themselves. */
  static final int MAX_PROXIES = 512;

  /** Most rules that are divided by demand; others are divided in equal parts. */
  static final int MAX_RULES = 2_048;

  /** Most shares; of more than {@code MAX_SHARES / MAX_RULES} proxies fewer rules are divided. */
  static final int MAX_SHARES = 1 << 17;

  private static final long NANOS_PER_MS = 1_000_000;
  private static final long GONE_NANOS = GONE_MS * NANOS_PER_MS;
  private static final long ROUND_NANOS = 95 * NANOS_PER_MS;

  /** A proxy of which nothing was heard for so long may soon take an equal part. */
  private static final long ALONE_NANOS = (SILENT_MS - 100) * NANOS_PER_MS;

  /** Where nobody was heard for so long, it was the daemon that did not hear. */
  private static final long DEAF_NANOS = 500 * NANOS_PER_MS;

  private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);

  private final LongSupplier clock;
  private final long startNanos;
  private final Map<Long, Sharer> sharers = new HashMap<>();
  private final List<Sharer> inOrder = new ArrayList<>();
  private final Map<ByteBuffer, List<Quota>> byResource = new HashMap<>();
  private List<Quota> quotas = List.of();
  private List<FlowRule> rules = List.of();
  private long versions;
  private long roundNanos;
  private long most;
  private boolean settled;
  private boolean full;

  /** No rules yet. */
  public Quotas() {
    this(System::nanoTime, System.currentTimeMillis());
  }

  /**
   * No rules yet.
   *
   * @param nowMs wall time: versions grow from one daemon to the next
   */
  Quotas(LongSupplier clock, long nowMs) {
    this.clock = clock;
    this.startNanos = clock.getAsLong();
    this.versions = nowMs * 1_000;
  }

  /** These rules are in force; those that are not to be shared are left out. */
  public synchronized void rules(List<Rule> inForce) {
    List<FlowRule> next = divisible(inForce);
    if (next.equals(rules)) {
      return;
    }
    rules = next;
    if (settled) {
      divideThese();
    }
  }

  /** In the order of their keys; of rules with one key none. */
  private static List<FlowRule> divisible(List<Rule> inForce) {
    Map<Integer, FlowRule> byKey = new TreeMap<>();
    Set<Integer> twice = new HashSet<>();
    for (Rule rule : inForce) {
      if (rule instanceof FlowRule flow
          && flow.isShared()
          && flow.policy().limitMode() == LimitMode.GLOBAL
          && flow.threshold() >= 1) {
        FlowRule other = byKey.putIfAbsent(flow.id().hashCode(), flow);
        if (other != null && !other.equals(flow)) {
          twice.add(flow.id().hashCode());
        }
      }
    }
    byKey.keySet().removeAll(twice);
    return List.copyOf(byKey.values());
  }

  /** Begins to divide the rules, and goes on with those that were. */
  private void divideThese() {
    Map<String, Quota> old = new HashMap<>();
    quotas.forEach(quota -> old.put(quota.rule().id(), quota));
    int many = Math.min(MAX_RULES, MAX_SHARES / powerOfTwo(inOrder.size()));
    List<Quota> next = new ArrayList<>();
    byResource.clear();
    for (FlowRule rule : rules.subList(0, Math.min(many, rules.size()))) {
      Quota quota = new Quota(rule, next.size());
      next.add(quota);
      ByteBuffer name = ByteBuffer.wrap(rule.resource().getBytes(StandardCharsets.UTF_8));
      byResource.computeIfAbsent(name, unused -> new ArrayList<>()).add(quota);
    }
    inOrder.forEach(sharer -> sharer.holdings(holdings(sharer, next, old)));
    quotas = next;
  }

  private static int powerOfTwo(int least) {
    return Integer.highestOneBit(2 * Math.max(1, least) - 1);
  }

  private List<Holding> holdings(Sharer sharer, List<Quota> next, Map<String, Quota> old) {
    List<Holding> holdings = new ArrayList<>();
    for (Quota quota : next) {
      Quota before = old.get(quota.rule().id());
      if (before != null) {
        holdings.add(quota.goOn(before.holding(sharer), before.rule(), now()));
        continue;
      }
      Holding holding = new Holding();
      holdings.add(holding);
      if (!sharer.isGone()) {
        quota.join(holding, sharer.uses(), even(), now());
      }
    }
    return holdings;
  }

  private long now() {
    return clock.getAsLong() - startNanos;
  }

  /** What a proxy is told of its shares; null when nothing: it knows of none, or goes by itself. */
  synchronized @Nullable Shares answer(Report report) {
    long now = now();
    Sharer sharer = report.shares() == Report.NO_SHARES ? null : sharer(report, now);
    if (sharer == null) {
      return null;
    }
    sharer.heard(now);
    if (!settled && now < SETTLE_MS * NANOS_PER_MS) {
      return sharer.isStranger() ? null : answer(sharer, report, now);
    }
    if (!settled) {
      settled = true;
      most = 0;
      divideThese();
    }
    count(sharer, report, now);
    if (now - roundNanos >= ROUND_NANOS) {
      long sinceLast = now - roundNanos;
      roundNanos = now;
      round(now, sinceLast);
    }
    return answer(sharer, report, now);
  }

  private @Nullable Sharer sharer(Report report, long now) {
    Sharer sharer = sharers.get(report.epoch());
    if (sharer == null) {
      return come(report, now);
    }
    if (sharer.isGone()) {
      sharer.heard(now);
      join(sharer, now);
    }
    return sharer;
  }

  private @Nullable Sharer come(Report report, long now) {
    if (sharers.size() >= MAX_PROXIES) {
      if (!full) {
        full = true;
        LOG.warn("More than {} proxies share limits: the rest counts by itself", MAX_PROXIES);
      }
      return null;
    }
    Sharer sharer = new Sharer(report.even());
    sharer.heard(now);
    most = Math.max(most, report.even() > 0 ? Math.round(1 / report.even()) : 0);
    sharers.put(report.epoch(), sharer);
    inOrder.add(sharer);
    if (settled) {
      enrol(sharer, now);
    }
    return sharer;
  }

  private void enrol(Sharer sharer, long now) {
    boolean fewer = (long) quotas.size() * inOrder.size() > MAX_SHARES;
    List<Holding> holdings = new ArrayList<>();
    quotas.forEach(quota -> holdings.add(new Holding()));
    sharer.holdings(holdings);
    join(sharer, now);
    if (fewer) {
      divideThese();
    }
  }

  private void join(Sharer sharer, long now) {
    for (Quota quota : quotas) {
      quota.join(quota.holding(sharer), sharer.uses(), even(), now);
    }
  }

  /** What is one proxy's when all have the same. */
  private double even() {
    long alive = 0;
    for (Sharer sharer : inOrder) {
      alive += sharer.isGone() ? 0 : 1;
    }
    return 1.0 / Math.max(1, Math.max(alive, most));
  }

  private void count(Sharer sharer, Report report, long now) {
    if (quotas.isEmpty()) {
      return;
    }
    for (Report.Page page : report.pages()) {
      for (Report.Entry record : page.records()) {
        for (Quota quota : byResource.getOrDefault(record.name(), List.of())) {
          long calls = record.count(WasmSignals.PASSED) + record.count(WasmSignals.BLOCKED);
          quota.counted(quota.holding(sharer), calls, now);
        }
      }
    }
  }

  private void round(long now, long sinceLast) {
    int alive = 0;
    for (Iterator<Sharer> all = sharers.values().iterator(); all.hasNext(); ) {
      Sharer sharer = all.next();
      if (sinceLast > DEAF_NANOS) {
        sharer.unheard(Math.min(sinceLast, sharer.silentNanos(now)));
      }
      long missing = sharer.missingNanos(now);
      if (missing > GONE_NANOS + Quota.LONGEST_NANOS) {
        all.remove();
        inOrder.remove(sharer);
      } else if (missing > GONE_NANOS) {
        sharer.gone();
      } else {
        alive++;
        if (sharer.silentNanos(now) > ALONE_NANOS) {
          mayUse(sharer, sharer.even());
        }
      }
    }
    for (Quota quota : quotas) {
      quota.divide(inOrder, alive, now);
    }
  }

  private void mayUse(Sharer sharer, double part) {
    for (Quota quota : quotas) {
      quota.mayUse(quota.holding(sharer), part);
    }
  }

  private Shares answer(Sharer sharer, Report report, long now) {
    if (sharer.told().version() == 0) {
      return sharer.tell(++versions, even(), quotas);
    }
    if (!sharer.hasTakenUp(report)) {
      if (report.shares() == 0 && report.even() > 0) {
        mayUse(sharer, Math.max(report.even(), sharer.even()));
      }
      return sharer.told();
    }
    sharer.holdings().forEach(Holding::takenUp);
    double even = even();
    boolean changed = sharer.isStale(even);
    for (Quota quota : quotas) {
      changed |= quota.adjust(quota.holding(sharer), now);
    }
    return changed ? sharer.tell(++versions, even, quotas) : sharer.told().hold();
  }
}
