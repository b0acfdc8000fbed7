package dev.weir.envoy.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Proxies on a virtual clock and the daemon that shares a limit out among them. */
final class QuotasTest {

  private static final String RESOURCE = "GET:/orders";
  private static final long NANOS_PER_MS = 1_000_000;
  private static final int STEP_MS = 10;
  private static final int REPORT_MS = 100;
  private static final Policy GLOBAL = Policy.of(LimitMode.GLOBAL, null);

  private final List<SimulatedProxy> proxies = new ArrayList<>();
  private final List<Integer> perStep = new ArrayList<>();
  private long nowMs = 7_000_000;
  private Quotas quotas = daemon();
  private long daemon = 11;
  private boolean silent;
  private double most;
  private double least;

  private Quotas daemon() {
    return new Quotas(() -> nowMs * NANOS_PER_MS, nowMs);
  }

  private static FlowRule rule(String id, double threshold) {
    return FlowRule.direct(id, RESOURCE, threshold, 1_000, GLOBAL);
  }

  private void rules(Rule... rules) {
    quotas.rules(List.of(rules));
  }

  private SimulatedProxy proxy(double threshold, int callsPerStep) {
    SimulatedProxy proxy = new SimulatedProxy(1_000_000 + proxies.size(), "r", RESOURCE, threshold);
    proxies.add(proxy);
    perStep.add(callsPerStep);
    return proxy;
  }

  private void report(SimulatedProxy proxy) throws IOException {
    Shares shares = silent ? null : quotas.answer(proxy.report(nowMs));
    if (shares != null) {
      proxy.answered(shares, daemon, nowMs);
    }
  }

  /** Time passes; the most and the least that all let through within a window are kept. */
  private void pass(long ms) throws IOException {
    most = 0;
    least = Double.MAX_VALUE;
    for (long end = nowMs + ms; nowMs < end; nowMs += STEP_MS) {
      for (int i = 0; i < proxies.size(); i++) {
        if ((nowMs / STEP_MS + i * 3L) % (REPORT_MS / STEP_MS) == 0) {
          report(proxies.get(i));
        }
        proxies.get(i).calls(perStep.get(i), nowMs);
      }
      double sum = proxies.stream().mapToDouble(proxy -> proxy.window(nowMs)).sum();
      most = Math.max(most, sum);
      if (nowMs % 500 == 500 - STEP_MS) {
        least = Math.min(least, sum);
      }
    }
  }

  @Test
  void settledLoad_usesNineTenthsAndNeverMore() throws Exception {
    rules(rule("r", 200));
    proxy(200, 50);
    proxy(200, 0);
    pass(Quotas.SETTLE_MS + 3_000);
    pass(10_000);
    assertThat(most).isLessThanOrEqualTo(200);
    assertThat(least).isGreaterThanOrEqualTo(180);
  }

  @Test
  void loadThatChangesSides_isFollowedWithinThreeSecondsAndTheLimitHolds() throws Exception {
    rules(rule("r", 200));
    proxy(200, 50);
    proxy(200, 0);
    pass(Quotas.SETTLE_MS + 3_000);
    for (int turn = 0; turn < 6; turn++) {
      perStep.set(turn % 2, 0);
      perStep.set(1 - turn % 2, 50);
      pass(3_000);
      assertThat(most).isLessThanOrEqualTo(200);
      pass(2_000);
      assertThat(most).isLessThanOrEqualTo(200);
      assertThat(least).isGreaterThanOrEqualTo(180);
    }
  }

  @Test
  void loadThatMovesAtRandom_neverPassesTheLimit() throws Exception {
    Random random = new Random(3);
    rules(rule("r", 97));
    for (int i = 0; i < 7; i++) {
      proxy(97, 1);
    }
    pass(Quotas.SETTLE_MS + 3_000);
    for (int turn = 0; turn < 200; turn++) {
      perStep.set(random.nextInt(7), random.nextInt(3) * random.nextInt(20));
      pass(random.nextInt(900));
      assertThat(most).isLessThanOrEqualTo(97);
    }
  }

  @Test
  void daemonFallsSilent_proxiesGoOnAndTheLimitHolds() throws Exception {
    rules(rule("r", 200));
    SimulatedProxy busy = proxy(200, 50);
    SimulatedProxy idle = proxy(200, 0);
    pass(Quotas.SETTLE_MS + 3_000);
    silent = true;
    pass(Quotas.SILENT_MS - 200);
    assertThat(busy.allowed()).isGreaterThanOrEqualTo(180);
    assertThat(least).isGreaterThanOrEqualTo(180);
    perStep.set(1, 50);
    pass(20_000);
    assertThat(most).isLessThanOrEqualTo(200);
    assertThat(busy.allowed()).isEqualTo(100);
    assertThat(idle.allowed()).isEqualTo(100);
  }

  @Test
  void daemonStandsStill_nobodyHasLeft() throws Exception {
    rules(rule("r", 200));
    proxy(200, 50);
    proxy(200, 50);
    proxy(200, 0);
    pass(Quotas.SETTLE_MS + 3_000);
    for (int stillMs : new int[] {1_000, 3_500, 6_000, 90_000}) {
      silent = true;
      pass(stillMs);
      silent = false;
      pass(5_000);
      assertThat(most).isLessThanOrEqualTo(200);
    }
    pass(2_000);
    assertThat(least).isGreaterThanOrEqualTo(180);
  }

  @Test
  void anotherDaemon_takesOverAndTheLimitHolds() throws Exception {
    rules(rule("r", 200));
    proxy(200, 50);
    SimulatedProxy second = proxy(200, 0);
    pass(Quotas.SETTLE_MS + 3_000);
    for (int downMs : new int[] {0, 1_000, 2_500, 4_500, 20_000}) {
      silent = true;
      pass(downMs);
      silent = false;
      quotas = daemon();
      daemon++;
      rules(rule("r", 200));
      pass(2_500);
      assertThat(most).isLessThanOrEqualTo(200);
      perStep.set(1, 50);
      pass(Quotas.SETTLE_MS);
      assertThat(most).isLessThanOrEqualTo(200);
      assertThat(second.allowed()).isGreaterThanOrEqualTo(90);
      perStep.set(1, 0);
      pass(3_000);
      assertThat(most).isLessThanOrEqualTo(200);
      pass(2_000);
      assertThat(least).isGreaterThanOrEqualTo(180);
    }
  }

  @Test
  void answersAreLost_theLimitHolds() throws Exception {
    Random random = new Random(9);
    rules(rule("r", 120));
    for (int i = 0; i < 3; i++) {
      proxy(120, 10);
    }
    pass(Quotas.SETTLE_MS + 3_000);
    for (int turn = 0; turn < 300; turn++) {
      perStep.set(random.nextInt(3), random.nextInt(2) * 30);
      if (random.nextInt(3) == 0) {
        // the report arrives and its answer does not
        Shares unused = quotas.answer(proxies.get(random.nextInt(3)).report(nowMs));
      }
      silent = random.nextInt(4) == 0;
      pass(random.nextInt(silent ? 2_600 : 700));
      assertThat(most).isLessThanOrEqualTo(120);
    }
  }

  @Test
  void proxyThatLeaves_itsShareIsTheOthers() throws Exception {
    rules(rule("r", 100));
    proxy(100, 20);
    proxy(100, 20);
    pass(Quotas.SETTLE_MS + 3_000);
    proxies.remove(1);
    perStep.remove(1);
    pass(Quotas.GONE_MS + 3_000);
    assertThat(most).isLessThanOrEqualTo(100);
    pass(2_000);
    assertThat(least).isGreaterThanOrEqualTo(96);
  }

  @Test
  void proxyThatComes_beginsAtOnceWithinTheLimit() throws Exception {
    rules(rule("r", 200));
    proxy(200, 50);
    pass(Quotas.SETTLE_MS + 3_000);
    SimulatedProxy second = proxy(200, 0);
    pass(200);
    assertThat(second.allowed()).as("of what is kept for it").isBetween(1.0, 6.0);
    perStep.set(1, 50);
    pass(4_000);
    assertThat(most).isLessThanOrEqualTo(200);
    assertThat(second.allowed()).isGreaterThanOrEqualTo(90);
  }

  @Test
  void ruleThatComesLater_beginsInEqualParts() throws Exception {
    SimulatedProxy first = proxy(200, 20);
    SimulatedProxy second = proxy(200, 0);
    pass(Quotas.SETTLE_MS + 1_000);
    assertThat(first.allowed()).as("no rule, no record").isEqualTo(100);
    rules(rule("r", 200));
    pass(100);
    assertThat(first.allowed()).isBetween(97.0, 100.0);
    assertThat(second.allowed()).isBetween(97.0, 100.0);
    pass(3_000);
    assertThat(most).isLessThanOrEqualTo(200);
    assertThat(first.allowed()).isGreaterThanOrEqualTo(180);
  }

  @Test
  void anotherThreshold_partsGoOn() throws Exception {
    rules(rule("r", 200));
    SimulatedProxy first = proxy(200, 50);
    proxy(200, 0);
    pass(Quotas.SETTLE_MS + 3_000);
    rules(rule("r", 400));
    pass(300);
    assertThat(first.allowed()).as("the same part").isGreaterThanOrEqualTo(180);
  }

  @Test
  void otherRulesAreEditedAllTheTime_demandIsFollowedAllTheSame() throws Exception {
    rules(rule("r", 200));
    proxy(200, 50);
    proxy(200, 0);
    pass(Quotas.SETTLE_MS + 3_000);
    perStep.set(0, 0);
    perStep.set(1, 50);
    for (int edit = 0; edit < 20; edit++) {
      FlowRule other = FlowRule.direct("other", "GET:/other", 10.0 + edit, 1_000, GLOBAL);
      FlowRule local = FlowRule.direct("local", RESOURCE, 1_000.0 + edit, 1_000, Policy.DEFAULT);
      rules(rule("r", 200), other, local);
      pass(250);
      assertThat(most).isLessThanOrEqualTo(200);
    }
    assertThat(least).isGreaterThanOrEqualTo(180);
  }

  @Test
  void equalParts_areWhatTheOtherModeMeans() throws Exception {
    Policy equal = Policy.of(LimitMode.GLOBAL_TO_LOCAL, null);
    rules(FlowRule.direct("r", RESOURCE, 90, 1_000, equal));
    for (int i = 0; i < 3; i++) {
      proxy(90, i * 20);
    }
    pass(Quotas.SETTLE_MS + 5_000);
    proxies.forEach(proxy -> assertThat(proxy.allowed()).isEqualTo(30));
  }

  @Test
  void rulesThatAreNotShared_areInNoTable() throws Exception {
    rules(
        rule("Aa", 10),
        rule("BB", 10),
        rule("none", 0.5),
        FlowRule.direct("local", RESOURCE, 10, 1_000, Policy.DEFAULT),
        FlowRule.direct("day", RESOURCE, 10, FlowRule.MAX_INTERVAL_MS, GLOBAL));
    assertThat("Aa").as("who has one key").hasSameHashCodeAs("BB");
    nowMs += Quotas.SETTLE_MS;
    Shares shares = Objects.requireNonNull(quotas.answer(proxy(10, 0).report(nowMs)));
    assertThat(shares.table()).hasSize(Shares.HEAD);
  }

  @Test
  void serviceThatKnowsNoShares_isToldNone() throws Exception {
    Report old = Objects.requireNonNull(Report.read(Written.report(1, 2, 0, true)));
    assertThat(quotas.answer(old)).isNull();
  }

  @Test
  void manyProxiesAndRules_areBounded() throws Exception {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      rules.add(FlowRule.direct("rule " + i, "GET:/" + i, 600, 1_000, GLOBAL));
    }
    quotas.rules(rules);
    nowMs += Quotas.SETTLE_MS;
    for (int i = 0; i < Quotas.MAX_PROXIES; i++) {
      SimulatedProxy proxy = proxy(600, 0);
      Shares shares = Objects.requireNonNull(quotas.answer(proxy.report(nowMs)));
      int records = (shares.table().length - Shares.HEAD) / Shares.RECORD;
      assertThat(records).isLessThanOrEqualTo(Quotas.MAX_RULES);
      assertThat(records * (i + 1)).isBetween(1, Quotas.MAX_SHARES);
    }
    assertThat(quotas.answer(proxy(600, 0).report(nowMs))).as("one too many").isNull();
  }

  @Test
  void table_isSortedWholeCallsThatFit() throws Exception {
    rules(rule("b", 3), rule("a", 7), rule("other", 1e18));
    nowMs += Quotas.SETTLE_MS;
    double[] sums = new double[3];
    for (int i = 0; i < 2; i++) {
      Shares shares = Objects.requireNonNull(quotas.answer(proxy(1, 0).report(nowMs)));
      ByteBuffer table = ByteBuffer.wrap(shares.table()).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(table.getLong()).isEqualTo(shares.version());
      assertThat(table.getDouble()).isEqualTo(1.0 / (i + 1));
      int before = Integer.MIN_VALUE;
      for (int j = 0; j < 3; j++) {
        assertThat(table.getInt()).isGreaterThan(before);
        before = table.getInt(table.position() - 4);
        double threshold = before == "a".hashCode() ? 7 : before == "b".hashCode() ? 3 : 1e18;
        double calls = table.getDouble() * threshold;
        assertThat((calls - Math.floor(calls)) / threshold).isLessThan(1e-12);
        sums[j] += calls / threshold;
      }
      assertThat(table.hasRemaining()).isFalse();
    }
    assertThat(Arrays.stream(sums).max().orElseThrow()).isLessThanOrEqualTo(1);
  }
}
