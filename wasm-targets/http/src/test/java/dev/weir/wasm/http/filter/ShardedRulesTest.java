package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import dev.weir.wasm.limits.hook.FilterSettings;
import dev.weir.wasm.limits.hook.SliceJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large sets: what is read when, and what is bad. */
final class ShardedRulesTest {

  private static final String GOOD = "weir.http/good";
  private static final String ORDERS = "GET:/orders";

  private final MockProxy proxy = new MockProxy();
  private final Worker trial = JvmVm.start(proxy);
  private final Worker worker = JvmVm.start(proxy);

  private String lastLine() {
    return proxy.log().get(proxy.log().size() - 1);
  }

  private int passed(Worker vm, int requests) {
    proxy.setMillis(proxy.millis() + 10_000);
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      passed += vm.request(Request.of("GET", "/orders")).passed() ? 1 : 0;
    }
    return passed;
  }

  @Test
  void whatTheTrialHasRead_theWorkerReadsAtTheFirstCall() {
    String text = ShardedConfigurations.of(1, 3);
    assertThat(trial.configure(text)).isTrue();
    assertThat(lastLine()).endsWith("301 rules in shards, of which 256 read");
    assertThat(worker.configure(text)).isTrue();
    assertThat(lastLine()).endsWith("301 rules in shards, of which 0 read");
    assertThat(passed(worker, 5)).isEqualTo(3);
  }

  @Test
  void oneEdit_aFreshTrialReadsOneShard() {
    oneEdit(JvmVm::start);
  }

  @Test
  void oneEditInWasm_aFreshTrialReadsOneShard() {
    oneEdit(Module::start);
  }

  private void oneEdit(Function<MockProxy, Worker> vms) {
    Worker vm = vms.apply(proxy);
    assertThat(vm.configure(ShardedConfigurations.of(1, 3))).isTrue();
    assertThat(passed(vm, 5)).isEqualTo(3);
    assertThat(vms.apply(proxy).configure(ShardedConfigurations.of(2, 4))).isTrue();
    assertThat(lastLine()).endsWith("of which 1 read");
    assertThat(vm.configure(ShardedConfigurations.of(2, 4))).isTrue();
    assertThat(lastLine()).endsWith("of which 0 read");
    assertThat(passed(vm, 5)).isEqualTo(4);
  }

  @Test
  void otherCode_isNotBelieved() {
    List<Rule> rules = ShardedConfigurations.filler(300);
    assertThat(trial.configure(SliceJson.render(new RuleSet(1, rules), 7))).isTrue();
    assertThat(worker.configure(SliceJson.render(new RuleSet(1, rules), 8))).isTrue();
    assertThat(lastLine()).endsWith("of which 256 read");
  }

  @Test
  void countsGoOn_whenRulesThatDidNotChangeAreLaidDownAnew() {
    List<Rule> rules = ShardedConfigurations.filler(300);
    rules.add(FlowRule.direct("orders", ORDERS, 3, 60_000, Policy.DEFAULT));
    assertThat(worker.configure(SliceJson.render(new RuleSet(1, rules), 7))).isTrue();
    assertThat(worker.request(Request.of("GET", "/orders")).passed()).isTrue();
    for (int i = 0; i < 5; i++) {
      rules.set(0, FlowRule.perSecond("many-0", "GET:/many/0", i));
      assertThat(worker.configure(SliceJson.render(new RuleSet(2 + i, rules), 7))).isTrue();
      assertThat(worker.request(Request.of("GET", "/orders")).passed()).isEqualTo(i < 2);
    }
  }

  private static HotspotRule perUser(String id, String resource, long threshold, int capacity) {
    return new HotspotRule(
        id,
        resource,
        new HotspotRule.Param(0, "header:x-user"),
        new HotspotRule.Metric.Qps(3_600, 0, new ControlBehavior.Reject()),
        threshold,
        capacity,
        List.of(),
        Policy.DEFAULT);
  }

  private static int passed(Worker vm, String path, String user, int requests) {
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      Request request = Request.of("GET", path).with("x-user", user);
      passed += vm.request(request).passed() ? 1 : 0;
    }
    return passed;
  }

  @Test
  void hotspotRules_areReadAtTheFirstCallAndTellValuesApart() {
    List<Rule> rules = ShardedConfigurations.filler(300);
    for (int i = 0; i < 300; i++) {
      rules.add(perUser("hot-" + i, "GET:/hot/" + i, 3, 10));
    }
    String text = SliceJson.render(new RuleSet(1, rules), 7);
    assertThat(trial.configure(text)).isTrue();
    assertThat(worker.configure(text)).isTrue();
    assertThat(lastLine()).endsWith("0 rules on 0 resources, 600 rules in shards, of which 0 read");
    assertThat(passed(worker, "/hot/7", "a", 5)).isEqualTo(3);
    assertThat(passed(worker, "/hot/7", "b", 5)).isEqualTo(3);
    assertThat(passed(worker, "/hot/8", "a", 5)).isEqualTo(3);
  }

  /** Edits of others, of its shard, of itself; to a small set, a pattern beside it, and back. */
  @Test
  void hotspotValues_goOnThroughEveryEdit() {
    List<Rule> many = ShardedConfigurations.filler(300);
    List<Rule> others = List.of(FlowRule.perSecond("other", "GET:/other", 1));
    Rule pattern = new IsolationRule("pattern", "^GET:/never", true, 1, Policy.DEFAULT);
    Rule memory =
        new FlowRule(
            "memory",
            ORDERS,
            false,
            new TokenCalculation.MemoryAdaptive(900, 800, 1, 2),
            new ControlBehavior.Reject(),
            0,
            1_000,
            Window.COMPATIBLE,
            null,
            Policy.DEFAULT);
    long revision = 0;
    assertThat(configure(++revision, many, perUser("hot", ORDERS, 3, 50))).isTrue();
    assertThat(passed(worker, "/orders", "a", 5)).isEqualTo(3);
    List<List<Rule>> sets =
        List.of(
            List.of(FlowRule.perSecond("more", "GET:/more", 1)),
            List.of(),
            List.of(FlowRule.perSecond("own", ORDERS, 1_000)),
            List.of(pattern),
            List.of(memory),
            List.of());
    for (List<Rule> base : List.of(many, others, many)) {
      for (List<Rule> set : sets) {
        List<Rule> rules = new ArrayList<>(base);
        rules.addAll(set);
        Rule next = perUser(revision % 2 == 0 ? "hot" : "renamed", ORDERS, 3, 50);
        assertThat(configure(++revision, rules, next)).isTrue();
        // not called for some edits
        if (revision % 3 != 0) {
          assertThat(passed(worker, "/orders", "a", 5)).as("revision %d", revision).isZero();
          assertThat(passed(worker, "/orders", "b" + revision, 5)).isEqualTo(3);
        }
      }
    }
    assertThat(proxy.metrics().value("weir.unreadable_shards")).isZero();
  }

  private boolean configure(long revision, List<Rule> others, Rule rule) {
    List<Rule> rules = new ArrayList<>(others);
    rules.add(rule);
    return worker.configure(SliceJson.render(new RuleSet(revision, rules), 7));
  }

  @Test
  void shareOfValues_followsWhatAllShardsAskFor() {
    List<Rule> rules = ShardedConfigurations.filler(300);
    for (int i = 0; i < 100; i++) {
      rules.add(perUser("hot-" + i, "GET:/hot/" + i, 1, 1_000));
    }
    assertThat(configure(1, rules, perUser("hot", ORDERS, 1, 1_000))).isTrue();
    assertThat(lastLine()).endsWith("hotspot rules know fewer values than they ask for");
    assertThat(known()).isBetween(495, 990);
    assertThat(configure(2, ShardedConfigurations.filler(300), perUser("hot", ORDERS, 1, 1_000)))
        .isTrue();
    assertThat(lastLine()).endsWith("read");
    assertThat(known()).isGreaterThanOrEqualTo(1_000);
    assertThat(configure(3, rules, perUser("hot", ORDERS, 1, 1_000))).isTrue();
    assertThat(known()).isBetween(495, 990);
  }

  /** At least as many users as are told apart; more soon take over what others have used. */
  private int known() {
    int known = 0;
    while (known < 1_100 && passed(worker, "/orders", "user-" + known, 1) == 1) {
      known++;
    }
    return known;
  }

  @Test
  void moreRulesThanTheBudgetHolds_areForgottenAndReadAgainAndLimitAllTheSame() {
    int resources = 2_500;
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < resources; i++) {
      rules.add(FlowRule.perSecond("many-" + i, "GET:/many/" + i, 2));
    }
    String text = SliceJson.render(new RuleSet(1, rules), FilterSettings.memory(6), 7);
    assertThat(trial.configure(text)).isTrue();
    assertThat(worker.configure(text)).isTrue();
    int passed = 0;
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < resources; i++) {
        passed += worker.request(Request.of("GET", "/many/" + i)).passed() ? 1 : 0;
      }
    }
    assertThat(passed).isEqualTo(2 * resources);
    assertThat(proxy.metrics().value("weir.evicted")).isPositive();
  }

  @Test
  void rulesWithoutRoomInTheBudget_areRefused() {
    List<Rule> rules = ShardedConfigurations.filler(RuleSet.MAX_RULES);
    String text = SliceJson.render(new RuleSet(1, rules), FilterSettings.memory(4), 7);
    assertThat(trial.configure(text)).isFalse();
    assertThat(lastLine()).contains("memory budget of 4 MiB", "raise memory.budget");
    assertThat(trial.configure(SliceJson.render(new RuleSet(2, rules), 7))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,0,0,{'id':'a','resource':'GET:/orders','threshold':-1,'statIntervalInMs':1000}]",
        "[1,0,0,{'id':'a','resource':'GET:/other','threshold':1,'statIntervalInMs':1000}]",
        "[1,0,0,{'id':'a','resource':'GET:/orders','threshold':1,'statIntervalInMs':1000,'regex':1}]",
        "[1,0,0,{'id':'a','resource':'GET:/orders','hotspot':{'threshold':1,'index':0}}]",
        "[1,4000,1,{'id':'a','resource':'GET:/orders','hotspot':{'threshold':1,'index':9}}]",
        "[1,4000,0,{'id':'a','resource':'GET:/orders','hotspot':{'threshold':1,'index':0}}]",
        "[1,4000,1,{'id':'a','resource':'GET:/other','hotspot':{'threshold':1,'index':0}}]",
        "[1,4000,1,{'id':'a','resource':'GET:/orders','hotspot':{'threshold':1,'index':0,"
            + "'durationInSec':1,'maxQueueingTimeMs':5}}]",
        "[1,0,0,{'id':'a','resource':'GET:/orders','threshold':1,'statIntervalInMs':1000,"
            + "'maxQueueingTimeMs':5}]",
        "[0,0,0,",
        "",
        "[99999999,0,0]",
        "[1,99999999,0]"
      })
  void badShard_isRefusedAndWhatWasInForceStays(String shard) {
    String good = ShardedConfigurations.of(1, 3);
    assertThat(trial.configure(good)).isTrue();
    assertThat(worker.configure(good)).isTrue();
    String bad = ShardedConfigurations.edit(good, ORDERS, old -> shard.replace('\'', '"'));
    for (Worker vm : new Worker[] {JvmVm.start(proxy), trial, worker}) {
      assertThat(vm.configure(bad)).isFalse();
      assertThat(lastLine()).startsWith("configuration refused");
    }
    // the worker had not read it yet when the other came
    assertThat(passed(worker, 5)).isEqualTo(3);
    assertThat(passed(trial, 5)).isEqualTo(3);
  }

  @Test
  void moreRulesThanFit_areRefusedThoughEachShardIsKnown() {
    List<Rule> rules = ShardedConfigurations.filler(RuleSet.MAX_RULES);
    assertThat(trial.configure(SliceJson.render(new RuleSet(1, rules), 7))).isTrue();
    rules.add(FlowRule.perSecond("orders", ORDERS, 3));
    assertThat(trial.configure(SliceJson.render(new RuleSet(2, rules), 7))).isFalse();
    assertThat(lastLine()).contains("more than 10000 rules");
  }

  @Test
  void shardBelievedThoughBad_keepsItsOldLimitsAndIsToldAndReadNextTime() {
    String good = ShardedConfigurations.of(1, 3);
    assertThat(worker.configure(good)).isTrue();
    assertThat(passed(worker, 5)).isEqualTo(3);
    String bad = ShardedConfigurations.edit(good, ORDERS, old -> "[1,0,0,{\"id\":\"a\"}]");
    proxy.sharedData().put(GOOD, forged(bad));
    assertThat(worker.configure(bad)).isTrue();
    assertThat(passed(worker, 5)).isEqualTo(3);
    assertThat(lastLine()).contains("shard").contains("not in force");
    assertThat(proxy.metrics().value("weir.unreadable_shards")).isEqualTo(1);
    assertThat(passed(worker, 5)).isEqualTo(3);
    assertThat(proxy.metrics().value("weir.unreadable_shards")).isEqualTo(1);
    assertThat(JvmVm.start(proxy).configure(bad)).isFalse();
    assertThat(worker.configure(ShardedConfigurations.of(3, 4))).isTrue();
    assertThat(passed(worker, 5)).isEqualTo(4);
  }

  @Test
  void garbageInSharedData_isNotBelieved() {
    Random random = new Random(11);
    String text = ShardedConfigurations.of(1, 3);
    byte[] forged = forged(text);
    for (int i = 0; i < 50; i++) {
      byte[] value = new byte[random.nextInt(4_000)];
      random.nextBytes(value);
      if (i % 2 == 0) {
        System.arraycopy(forged, 0, value, 0, value.length);
      }
      proxy.sharedData().put(GOOD, value);
      Worker vm = JvmVm.start(proxy);
      assertThat(vm.configure(text)).isTrue();
      assertThat(lastLine()).endsWith("of which 256 read");
      assertThat(passed(vm, 5)).isEqualTo(3);
    }
  }

  /** The value by which a VM says that it has found the shards good. */
  private static byte[] forged(String configuration) {
    String[] lines = configuration.split("\n", -1);
    String head = lines[0];
    byte[] rules =
        head.substring(head.indexOf("[", head.indexOf("\"rules\":")), head.indexOf(",\"code\""))
            .getBytes(StandardCharsets.UTF_8);
    byte[] shards = configuration.substring(head.length() + 1).getBytes(StandardCharsets.UTF_8);
    ByteBuffer value =
        ByteBuffer.allocate(1_040 + rules.length + shards.length).order(ByteOrder.LITTLE_ENDIAN);
    value.putLong(ShardedConfigurations.CODE).putInt(0).putInt(rules.length);
    for (int i = 1; i < 257; i++) {
      value.putInt(lines[i].getBytes(StandardCharsets.UTF_8).length + 1);
    }
    return value.put(rules).put(shards).array();
  }
}
