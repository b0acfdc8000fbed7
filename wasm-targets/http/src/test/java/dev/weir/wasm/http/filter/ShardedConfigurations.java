package dev.weir.wasm.http.filter;

import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.limits.hook.SliceJson;
import dev.weir.wasm.limits.shard.ResourceHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Configurations in shards, and such as no daemon writes. */
final class ShardedConfigurations {

  /** Mark of the code. */
  static final long CODE = 7;

  private ShardedConfigurations() {}

  /** So many rules that the set is divided; one more is for {@code GET:/orders}. */
  static String of(long revision, double threshold) {
    List<Rule> rules = filler(300);
    rules.add(FlowRule.perSecond("orders", "GET:/orders", threshold));
    return SliceJson.render(new RuleSet(revision, rules), CODE);
  }

  /** Rules of other resources. */
  static List<Rule> filler(int count) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rules.add(FlowRule.perSecond("many-" + i, "GET:/many/" + i, i));
    }
    return rules;
  }

  /** Another text in the shard of a resource; lengths are put right. */
  static String edit(String configuration, String resource, UnaryOperator<String> change) {
    String[] lines = configuration.split("\n", -1);
    int line = 1 + ResourceHash.shard(resource);
    lines[line] = change.apply(lines[line]);
    int[] lengths = new int[ResourceHash.SHARDS];
    StringBuilder shards = new StringBuilder();
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = (lines[1 + i] + '\n').getBytes(StandardCharsets.UTF_8).length;
      shards.append(lines[1 + i]).append('\n');
    }
    String head = lines[0].substring(0, lines[0].indexOf("\"shards\":"));
    return head + "\"shards\":" + Arrays.toString(lengths) + "}\n" + shards;
  }
}
