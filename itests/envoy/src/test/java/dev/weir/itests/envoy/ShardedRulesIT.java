package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.envoy.FilterModule;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.http.HttpFilter;
import dev.weir.wasm.limits.hook.FilterCode;
import dev.weir.wasm.limits.hook.SliceJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Large sets of rules, which are delivered in shards, in the real Envoy: an edit changes what it
 * says and nothing else, and a text that no daemon writes changes nothing.
 *
 * <p>Windows last longer than a test: what a resource passes is what its rule has left.
 */
class ShardedRulesIT {

  private static final int WINDOW_MS = FlowRule.MAX_INTERVAL_MS;

  /** Enough that the set is divided. */
  private static final int MANY = 1_000;

  private final Map<String, Double> thresholds = new LinkedHashMap<>();
  private final List<Rule> hotspots = new ArrayList<>();
  private UnaryOperator<String> forgery = text -> text;
  private long revision;
  private Stage stage;
  private Attachment attachment;

  @BeforeEach
  void start() throws Exception {
    stage = Stage.open(2);
    byte[] code = FilterCode.read(HttpFilter.class, "/weir-http.wasm");
    long mark = FilterCode.mark(code);
    FilterModule module = new FilterModule("http", "1", FilterModule.Layer.HTTP, "weir", code);
    attachment =
        stage.daemon.delivery.deliver(
            module, Quota.SLOT, slice -> forgery.apply(SliceJson.render(slice, mark)));
    Daemon.awaitAccepted(attachment, 1);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  /** Puts {@link #thresholds} and {@link #hotspots} in force, and as many other rules. */
  private void apply(int others) throws HookException {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      rules.add(FlowRule.perSecond("many-" + i, "GET:/many/" + i, i));
    }
    rules.addAll(hotspots);
    thresholds.forEach(
        (name, threshold) ->
            rules.add(FlowRule.direct(name, "GET:/" + name, threshold, WINDOW_MS, Policy.DEFAULT)));
    attachment.apply(new RuleSet(++revision, rules));
  }

  /** How many of so many requests pass, over both workers; all others are refused. */
  private long passed(String name, int requests) {
    Map<Integer, Long> answers = Load.send(stage.envoy.http, "/" + name, 4, requests);
    long passed = answers.getOrDefault(200, 0L);
    assertThat(answers.getOrDefault(429, 0L)).isEqualTo(requests - passed);
    return passed;
  }

  @Test
  void oneEditAmongTenThousand_changesThatResourceAndNoOther() throws Exception {
    for (int i = 0; i < 8; i++) {
      thresholds.put("r" + i, 4.0 + i);
    }
    apply(RuleSet.MAX_RULES - thresholds.size());
    for (int i = 0; i < 8; i++) {
      assertThat(passed("r" + i, 3)).isEqualTo(3);
    }

    thresholds.put("r0", 6.0);
    apply(RuleSet.MAX_RULES - thresholds.size());

    assertThat(passed("r0", 9)).isEqualTo(3);
    for (int i = 1; i < 8; i++) {
      assertThat(passed("r" + i, 20)).as("r%d", i).isEqualTo(1 + i);
    }
  }

  @Test
  void hotspotRulesAmongMany_limitTheirResourcesThroughEdits() throws Exception {
    for (int i = 0; i < MANY; i++) {
      hotspots.add(hotspot("hot-" + i, "GET:/hot/" + i, i % 2 == 0 ? 0 : 1_000_000));
    }
    thresholds.put("orders", 5.0);
    apply(MANY);
    assertThat(passed("hot/4", 8)).isZero();
    assertThat(passed("hot/5", 8)).isEqualTo(8);
    assertThat(passed("orders", 3)).isEqualTo(3);

    hotspots.set(4, hotspot("hot-4", "GET:/hot/4", 1_000_000));
    hotspots.set(5, hotspot("hot-5", "GET:/hot/5", 0));
    hotspots.add(hotspot("orders-hot", "GET:/orders", 1_000_000));
    apply(MANY);
    assertThat(passed("hot/4", 8)).isEqualTo(8);
    assertThat(passed("hot/5", 8)).isZero();
    assertThat(passed("hot/6", 8)).isZero();
    assertThat(passed("orders", 9)).as("of 5, after 3 before").isEqualTo(2);

    hotspots.clear();
    apply(MANY);
    assertThat(passed("hot/5", 8)).isEqualTo(8);
  }

  /** A rule for each client by itself. */
  private static HotspotRule hotspot(String id, String resource, long threshold) {
    return new HotspotRule(
        id,
        resource,
        new HotspotRule.Param(0, "client"),
        new HotspotRule.Metric.Qps(1, 0, new ControlBehavior.Reject()),
        threshold,
        0,
        List.of(),
        Policy.DEFAULT);
  }

  @Test
  void editsOfOthersUnderLoad_loseNoWindowAndRefuseNoMore() throws Exception {
    thresholds.put("orders", 1_000.0);
    thresholds.put("other", 1.0);
    apply(MANY);
    Load load = Load.start(stage.envoy.http, 4);
    try (load) {
      for (int i = 0; i < 30 || load.count(429) < 100; i++) {
        thresholds.put("other", 2.0 + i);
        apply(MANY);
      }
    }
    assertThat(load.answers()).containsOnlyKeys(200, 429).containsEntry(200, 1_000L);
  }

  @Test
  void ruleTakenOutAndPutBack_isGoneAndIsBack() throws Exception {
    thresholds.put("orders", 2.0);
    thresholds.put("stays", 3.0);
    apply(MANY);
    assertThat(passed("orders", 5)).isEqualTo(2);
    assertThat(passed("stays", 2)).isEqualTo(2);

    thresholds.remove("orders");
    apply(MANY);
    assertThat(passed("orders", 5)).isEqualTo(5);
    assertThat(passed("stays", 2)).isEqualTo(1);

    thresholds.put("orders", 3.0);
    apply(MANY);
    assertThat(passed("orders", 5)).as("of 3, after 2 before").isEqualTo(1);
    assertThat(passed("stays", 2)).isZero();
  }

  @Test
  void fromShardsToWholeAndBack_keepsTheWindows() throws Exception {
    thresholds.put("orders", 3.0);
    thresholds.put("stays", 3.0);
    for (int others : new int[] {MANY, 0, MANY, 10}) {
      thresholds.merge("orders", 1.0, Double::sum);
      apply(others);
      assertThat(passed("orders", 6)).isEqualTo(revision == 1 ? 4 : 1);
    }
    assertThat(passed("stays", 6)).isEqualTo(3);
  }

  @Test
  void noRulesAtAll_everythingPassesUntilTheyAreBack() throws Exception {
    thresholds.put("orders", 0.0);
    apply(MANY);
    assertThat(passed("orders", 5)).isZero();
    thresholds.clear();
    apply(0);
    assertThat(passed("orders", 5)).isEqualTo(5);
    thresholds.put("orders", 0.0);
    apply(MANY);
    assertThat(passed("orders", 5)).isZero();
  }

  @Test
  void textThatNoDaemonWrites_isRefusedAndWhatWasInForceStays() throws Exception {
    thresholds.put("orders", 5.0);
    apply(MANY);
    assertThat(passed("orders", 1)).isEqualTo(1);
    String rule = "{\"id\":\"a\",\"resource\":\"GET:/orders\",\"threshold\":9,";
    List<UnaryOperator<String>> forgeries =
        List.of(
            text -> text.replaceFirst("\"shards\":\\[", "\"shards\":[1"),
            text -> text.replaceFirst("\"shards\":\\[", "\"shards\":[-"),
            text -> text + " ",
            text -> text.substring(0, text.length() - 1),
            text -> shard(text, line -> ""),
            text -> shard(text, line -> "[0,0,0"),
            text -> shard(text, line -> "[2000000000,0,0]"),
            text -> shard(text, line -> line.replaceFirst("^\\[\\d+", "[77")),
            text -> shard(text, line -> line.replace("GET:/orders", "GET:/other")),
            text -> shard(text, line -> "[1,0,0," + rule + "\"statIntervalInMs\":0}]"),
            text -> shard(text, line -> "[1,0,0," + rule + "\"statIntervalInMs\":9,\"regex\":1}]"),
            text -> shard(text, line -> "[".repeat(100_000)));
    for (int i = 0; i < forgeries.size(); i++) {
      forgery = forgeries.get(i);
      thresholds.put("orders", 100.0 + i);
      assertThatThrownBy(() -> apply(MANY))
          .as("forgery %d", i)
          .isInstanceOf(HookException.class)
          .hasMessageContaining("stays in force");
    }
    assertThat(passed("orders", 9)).isEqualTo(4);
    assertThat(passed("many/1", 1)).isEqualTo(1);

    forgery = text -> text;
    thresholds.put("orders", 7.0);
    apply(MANY);
    assertThat(passed("orders", 9)).isEqualTo(2);
  }

  /** Another text in the shard with the rule of {@code GET:/orders}; lengths are put right. */
  private static String shard(String text, UnaryOperator<String> change) {
    String[] lines = text.split("\n", -1);
    int[] lengths = new int[lines.length - 2];
    StringBuilder shards = new StringBuilder();
    for (int i = 0; i < lengths.length; i++) {
      String line = lines[1 + i];
      line = (line.contains("GET:/orders\"") ? change.apply(line) : line) + '\n';
      lengths[i] = line.getBytes(StandardCharsets.UTF_8).length;
      shards.append(line);
    }
    String head = lines[0].substring(0, lines[0].indexOf("\"shards\":"));
    return head + "\"shards\":" + Arrays.toString(lengths).replace(" ", "") + "}\n" + shards;
  }
}
