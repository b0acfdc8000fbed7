package dev.weir.wasm.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.wasm.limits.hook.FilterSettings;
import dev.weir.wasm.limits.hook.SliceJson;
import dev.weir.wasm.limits.shard.ResourceHash;
import dev.weir.wasm.limits.shard.ShardNeeds;
import dev.weir.wasm.sdk.abi.ArrayMemory;
import dev.weir.wasm.sdk.json.JsonException;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large set as it is written and as it is read: shards that divide it by resource. */
final class ShardedReadTest {

  private static final long CODE = 0x0123456789abcdefL;

  /** What was read: the configuration, and the rules of each shard. */
  private record Read(Configuration configuration, List<List<Rule>> shards) {}

  private static Read read(String text) {
    ArrayMemory memory = new ArrayMemory(2 * Utf8.length(text) + 4_096);
    ConfigurationReader reader = new ConfigurationReader(memory);
    Slice bytes = new Slice(8, Utf8.write(memory, 8, text));
    Configuration configuration = reader.read(bytes);
    Sharding sharding = configuration.sharding();
    List<List<Rule>> shards = new ArrayList<>();
    if (sharding != null) {
      ShardedText sharded = ShardedText.write(memory, bytes.end() + 8, sharding);
      for (int i = 0; i < ResourceHash.SHARDS; i++) {
        List<Rule> rules = reader.shard(sharded.shard(i));
        shards.add(rules);
      }
    }
    return new Read(configuration, shards);
  }

  private static List<Rule> many() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String resource = "GET:/\u00e9/" + i;
      rules.add(FlowRule.perSecond("flow-" + i, resource, i));
      rules.add(new IsolationRule("isolation-" + i, resource, false, 1 + i, Policy.DEFAULT));
      rules.add(
          new CircuitBreakerRule(
              "breaker-" + i,
              resource,
              new Strategy.ErrorRatio(0.5),
              5,
              new StatWindow(1_000, 1),
              new Recovery(3_000, 1),
              Policy.DEFAULT));
    }
    return rules;
  }

  @Test
  void largeSet_isInShardsByResourceInOrder() {
    List<Rule> rules = many();
    Read read = read(SliceJson.render(new RuleSet(9, rules), new FilterSettings(404, 16), CODE));
    assertThat(read.configuration().revision()).isEqualTo(9);
    assertThat(read.configuration().firstError()).isEqualTo(404);
    assertThat(read.configuration().rules()).isEmpty();
    for (int i = 0; i < ResourceHash.SHARDS; i++) {
      int shard = i;
      assertThat(read.shards().get(i))
          .isEqualTo(
              rules.stream().filter(rule -> ResourceHash.shard(rule.resource()) == shard).toList());
    }
  }

  @Test
  void rulesThatSpanResources_areInNoShardAndNeitherAreTheirNeighbours() {
    List<Rule> rules = many();
    Rule system =
        new SystemRule(
            "s", SystemRule.MetricType.LOAD, 1, SystemRule.Strategy.NO_ADAPTIVE, Policy.DEFAULT);
    Rule pattern = new IsolationRule("p", "GET:/\u00e9/7", true, 1, Policy.DEFAULT);
    rules.add(system);
    rules.add(pattern);
    Read read = read(SliceJson.render(new RuleSet(1, rules), CODE));
    assertThat(read.configuration().rules())
        .containsExactly(rules.get(21), rules.get(22), rules.get(23), system, pattern);
    assertThat(read.shards().stream().mapToInt(List::size).sum()).isEqualTo(1_497);
  }

  @Test
  void hotspotRules_areInShardsWhichSayWhatTheyNeedTogether() {
    List<Rule> rules = many();
    for (int i = 0; i < 50; i++) {
      rules.add(hotspot("client-" + i, "GET:/\u00e9/" + i, "client", 100));
    }
    rules.add(hotspot("again", "GET:/\u00e9/7", "client", 0));
    rules.add(hotspot("user", "GET:/\u00e9/7", "header:x-user", 3));
    Read read = read(SliceJson.render(new RuleSet(9, rules), CODE));
    Configuration configuration = read.configuration();
    assertThat(configuration.rules()).isEmpty();
    assertThat(read.shards().get(ResourceHash.shard("GET:/\u00e9/7")))
        .containsAll(rules.subList(rules.size() - 2, rules.size()));
    Sharding sharding = Objects.requireNonNull(configuration.sharding());
    assertThat(sharding.needs()).isEqualTo(new ShardNeeds(1_552, 5_000 + 4_000 + 3, 2));
  }

  private static Rule hotspot(String id, String resource, String key, int capacity) {
    return new HotspotRule(
        id,
        resource,
        new HotspotRule.Param(0, key),
        new HotspotRule.Metric.Qps(1, 0, new ControlBehavior.Throttling(5)),
        1,
        capacity,
        List.of(),
        Policy.DEFAULT);
  }

  @Test
  void smallSet_hasNoShards() {
    List<Rule> rules = many().subList(0, 255);
    assertThat(SliceJson.render(new RuleSet(1, rules), CODE))
        .isEqualTo(SliceJson.render(new RuleSet(1, rules)));
  }

  /** Wrong on the whole: what the object says does not fit what follows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'revision':1,'rules':[],'shards':[]}\n",
        "{'revision':1,'rules':[],'shards':[1,2,3]}\n[0]\n",
        "{'revision':1,'rules':[],'shards':{}}\n",
        "{'revision':1,'rules':[],'code':'x'}",
        "{'revision':1,'rules':[]}\n[0]\n",
      })
  void lengthsThatDoNotFit_areRefused(String text) {
    assertThatThrownBy(() -> read(text.replace('\'', '"'))).isInstanceOf(RefusedException.class);
  }

  @Test
  void everyLengthOneOff_isRefused() {
    String text = SliceJson.render(new RuleSet(1, many()), CODE);
    int lengths = text.indexOf("\"shards\":[") + 10;
    for (String change : new String[] {"1", "-", "99999999999"}) {
      String wrong = text.substring(0, lengths) + change + text.substring(lengths);
      assertThatThrownBy(() -> read(wrong)).isInstanceOf(RefusedException.class);
    }
    assertThatThrownBy(() -> read(text + " "))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("1 bytes behind the last shard");
    assertThatThrownBy(() -> read(text.substring(0, text.length() - 1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("longer than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "[1]",
        "[-1]",
        "[0]",
        "[0,0]",
        "[0,0,0",
        "[0,0,-1]",
        "[0,1,0]",
        "{}",
        "[0,0,0] x",
        "[0,0,0,{'id':'a','resource':'GET:/','threshold':1,'statIntervalInMs':1000}]",
        "[1,0,0,{'id':'a','resource':'GET:/'}]",
        "[2,0,0,{'id':'a','resource':'GET:/','threshold':1,'statIntervalInMs':1000},"
            + "{'id':'a','resource':'GET:/','threshold':1,'statIntervalInMs':1000}]",
        "[1,0,1,{'id':'a','resource':'GET:/','hotspot':{'threshold':1,'capacity':5}}]",
        "[1,6,1,{'id':'a','resource':'GET:/','hotspot':{'threshold':1,'capacity':5}}]",
        "[1,1,1,{'id':'a','resource':'GET:/','threshold':1,'statIntervalInMs':1000}]"
      })
  void wrongShard_isRefused(String text) {
    String json = text.replace('\'', '"');
    ArrayMemory memory = new ArrayMemory(1 << 10);
    Slice bytes = new Slice(8, Utf8.write(memory, 8, json));
    assertThatThrownBy(() -> new ConfigurationReader(memory).shard(bytes))
        .isInstanceOf(JsonException.class);
  }
}
