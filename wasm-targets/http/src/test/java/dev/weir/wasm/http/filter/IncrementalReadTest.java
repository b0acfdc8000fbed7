package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import dev.weir.wasm.limits.hook.SliceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A VM that has read only what changed, and late, decides as one that reads everything: over random
 * edits of a large set, for every resource. A rule of threshold 0 answers with its own text, so
 * that an answer says which rule in which version gave it.
 */
final class IncrementalReadTest {

  private static final int RESOURCES = 400;
  private static final int LEAST_RULES = 300;

  private final MockProxy proxy = new MockProxy();
  private int version;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void randomEdits_onTheJvm(long seed) {
    run(new Random(seed), JvmVm::start, 40);
  }

  @Test
  void randomEdits_inWasm() {
    run(new Random(4), Module::start, 3);
  }

  private void run(Random random, Function<MockProxy, Worker> vms, int edits) {
    Worker worker = vms.apply(proxy);
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < edits; i++) {
      edit(rules, random);
      RuleSet set = new RuleSet(i, rules);
      String text = SliceJson.render(set, 1 + random.nextInt(8) / 7);
      Worker trial = vms.apply(proxy);
      assertThat(trial.configure(text)).as("%s", proxy.log()).isTrue();
      assertThat(worker.configure(text)).isTrue();
      Worker whole = vms.apply(new MockProxy());
      assertThat(whole.configure(SliceJson.render(set))).isTrue();
      // some shards are called now, others stay unread over several edits
      int calls = random.nextInt(3) == 0 ? RESOURCES : random.nextInt(60);
      for (int call = 0; call < calls; call++) {
        Request request = Request.of("GET", path(calls == RESOURCES ? call : any(random)));
        String expected = whole.request(request).body();
        assertThat(worker.request(request).body()).as("edit %d", i).isEqualTo(expected);
        assertThat(trial.request(request).body()).as("edit %d, fresh", i).isEqualTo(expected);
      }
    }
    assertThat(proxy.metrics().value("weir.unreadable_shards")).isZero();
  }

  private void edit(List<Rule> rules, Random random) {
    int changes = rules.isEmpty() ? 2 * LEAST_RULES : 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int what = random.nextInt(3);
      if (what == 0 || rules.size() < LEAST_RULES) {
        rules.add(random.nextInt(rules.size() + 1), rule(random));
      } else if (what == 1) {
        rules.set(random.nextInt(rules.size()), rule(random));
      } else {
        rules.remove(random.nextInt(rules.size()));
      }
    }
  }

  private Rule rule(Random random) {
    String id = "rule \u00e9\"" + version++;
    String resource = "GET:" + path(any(random));
    Policy policy = Policy.of(LimitMode.LOCAL, new Fallback(429, List.of(), id));
    return switch (random.nextInt(60)) {
      case 0 ->
          new FlowRule(
              id,
              "^GET:/many/" + random.nextInt(40) + ".*",
              true,
              new TokenCalculation.Direct(),
              new ControlBehavior.Reject(),
              0,
              1_000,
              Window.COMPATIBLE,
              null,
              policy);
      case 1, 10, 11, 12 ->
          new HotspotRule(
              id,
              resource,
              new HotspotRule.Param(0, "header::path"),
              new HotspotRule.Metric.Qps(1, 0, new ControlBehavior.Reject()),
              0,
              random.nextInt(3) * 2_000,
              List.of(),
              policy);
      case 2, 3 ->
          new FlowRule(
              id,
              resource,
              false,
              new TokenCalculation.Direct(),
              new ControlBehavior.Throttling(0),
              0,
              1_000,
              Window.COMPATIBLE,
              null,
              policy);
      case 4, 5 -> new IsolationRule(id, resource, false, 1 + random.nextInt(5), policy);
      case 6, 7 ->
          new CircuitBreakerRule(
              id,
              resource,
              new Strategy.ErrorCount(5),
              1,
              new StatWindow(1_000, 1),
              new Recovery(1_000, 1),
              policy);
      case 8, 9 ->
          new FlowRule(
              id,
              resource,
              false,
              new TokenCalculation.WarmUp(5, 3),
              new ControlBehavior.Reject(),
              0,
              2_500,
              Window.SLIDING,
              null,
              policy);
      default -> FlowRule.direct(id, resource, 0, 1_000, policy);
    };
  }

  private static int any(Random random) {
    return random.nextInt(RESOURCES);
  }

  private static String path(int number) {
    return "/many/" + number + (number % 7 == 0 ? "/\u00fc\ud83d\ude00" : "");
  }
}
