package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.host.Figures;
import dev.weir.itests.envoy.TimedLoad.Pass;
import dev.weir.itests.servers.Upstream;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.http.HttpFilter;
import dev.weir.wasm.service.ServiceFilter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One limit over two real Envoys, of one worker and of two, with load that changes sides. */
class GlobalLimitIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LIMIT = 100;
  private static final int WINDOW_MS = 1_000;
  private static final int BUCKET_MS = 500;

  /** So many answers take longer than a daemon that has just started hands out equal parts. */
  private static final int SETTLED_ANSWERS = 70;

  private final List<Pass> passes = new CopyOnWriteArrayList<>();

  @Test
  void loadThatChangesSides_isFollowedAndTheLimitHoldsAlsoWithoutTheDaemon() throws Exception {
    Daemon daemon = new Daemon(0, 0, () -> new Figures(0, 0, 0));
    try (Upstream upstream = new Upstream();
        Envoy one = new Envoy(1, daemon.port(), upstream.port(), UnaryOperator.identity());
        Envoy two = new Envoy(2, daemon.port(), upstream.port(), UnaryOperator.identity())) {
      deliver(daemon);
      awaitMetric(one, "weir.service.answers", SETTLED_ANSWERS);
      awaitMetric(two, "weir.service.answers", SETTLED_ANSWERS);
      long from = System.currentTimeMillis();
      loadChangesSides(one, two, daemon);
      assertThat(most(from)).isBetween(LIMIT * 9 / 10, LIMIT);
    } finally {
      daemon.close();
    }
  }

  @SuppressWarnings("try") // loads are there to run
  private void loadChangesSides(Envoy one, Envoy two, Daemon daemon) {
    try (TimedLoad load = new TimedLoad(one.http, passes)) {
      awaitUse();
    }
    try (TimedLoad load = new TimedLoad(two.http, passes)) {
      awaitUse();
      try (TimedLoad other = new TimedLoad(one.http, passes)) {
        awaitBoth(one, two);
        awaitUse();
        daemon.close();
        awaitMetric(one, "weir.service_silent", 1);
        awaitMetric(two, "weir.service_silent", 1);
        long silent = System.currentTimeMillis();
        await().atMost(PATIENCE).until(() -> System.currentTimeMillis() > silent + 3_000);
        awaitBoth(one, two);
      }
    }
  }

  private static void deliver(Daemon daemon) throws HookException {
    Attachment service =
        new ServiceFilter(
                Settings.defaults(ServiceFilter.Config.class), Filters.bundle(), daemon.delivery)
            .attach("weir-service");
    service.apply(RuleSet.EMPTY);
    Daemon.awaitAccepted(service, 2);
    Attachment http =
        new HttpFilter(
                Settings.defaults(HttpFilter.Config.class), Filters.bundle(), daemon.delivery)
            .attach("weir-http");
    Policy global = Policy.of(LimitMode.GLOBAL, null);
    http.apply(
        new RuleSet(
            1, List.of(FlowRule.direct("global", "GET:/orders", LIMIT, WINDOW_MS, global))));
    Daemon.awaitAccepted(http, 2);
  }

  private static void awaitMetric(Envoy envoy, String name, long least) {
    String line = "wasmcustom." + name + ": ";
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                envoy
                    .admin("/stats?filter=" + name)
                    .lines()
                    .filter(found -> found.startsWith(line))
                    .anyMatch(
                        found -> Long.parseLong(found.substring(line.length()).trim()) >= least));
  }

  /** Waits until nine tenths of the limit are used, in two seconds one after the other. */
  private void awaitUse() {
    await()
        .atMost(PATIENCE)
        .until(() -> passes.stream().filter(pass -> isLast(pass, 2)).count() >= LIMIT * 18 / 10);
  }

  /** Waits until each has a third of the limit and more. */
  private void awaitBoth(Envoy one, Envoy two) {
    await().atMost(PATIENCE).until(() -> used(one) >= LIMIT / 3 && used(two) >= LIMIT / 3);
  }

  /** What a proxy has let through in the last second. */
  private long used(Envoy envoy) {
    return passes.stream().filter(pass -> pass.port() == envoy.http && isLast(pass, 1)).count();
  }

  private static boolean isLast(Pass pass, int seconds) {
    return pass.toMs() >= System.currentTimeMillis() - 1_000L * seconds;
  }

  /** The most that was certainly let through within one window. */
  private int most(long fromMs) {
    int most = 0;
    long begin = (fromMs / BUCKET_MS + 1) * BUCKET_MS;
    for (long at = begin; at < System.currentTimeMillis(); at += BUCKET_MS) {
      long from = at;
      long inside =
          passes.stream()
              .filter(pass -> pass.fromMs() >= from && pass.toMs() < from + WINDOW_MS)
              .count();
      most = Math.max(most, (int) inside);
    }
    return most;
  }
}
