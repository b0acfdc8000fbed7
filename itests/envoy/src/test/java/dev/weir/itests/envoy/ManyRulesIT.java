package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.http.HttpFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As many rules as are enforced at once, in the real Envoy. */
class ManyRulesIT {

  /** So long a window that none ends within a test. */
  private static final int WINDOW_MS = FlowRule.MAX_INTERVAL_MS;

  private static final int EDITS = 10;

  @Test
  void editsAmongTenThousand_areInForceAndOnlyCalledResourcesAreCounted() throws Exception {
    try (Stage stage = Stage.open(2)) {
      HttpFilter hook = new HttpFilter("1.0.0", Quota.SLOT, "weir", stage.daemon.delivery);
      Attachment attachment = hook.attach(Quota.SLOT);
      Daemon.awaitAccepted(attachment, 1);
      double load = apply(attachment, 1, RuleSet.MAX_RULES, 5);
      assertThat(Load.send(stage.envoy.http, 4, 8)).isEqualTo(Map.of(200, 5L, 429, 3L));

      double[] edits = new double[EDITS];
      for (int i = 0; i < EDITS; i++) {
        edits[i] = apply(attachment, 2 + i, RuleSet.MAX_RULES, 6 + i);
        assertThat(Load.send(stage.envoy.http, 4, 8)).isEqualTo(Map.of(200, 1L, 429, 7L));
      }
      assertThat(stage.envoy.admin("/stats?filter=weir.GET").lines())
          .filteredOn(line -> line.contains(".pass:") || line.contains(".block:"))
          .hasSize(2);

      assertThatThrownBy(() -> apply(attachment, 100, RuleSet.MAX_RULES + 1, 100))
          .isInstanceOf(HookException.class)
          .hasMessageContaining("stays in force");
      assertThat(Load.send(stage.envoy.http, 4, 8)).isEqualTo(Map.of(429, 8L));
      Arrays.sort(edits);
      System.out.printf(
          "%d rules accepted by Envoy after %.0f ms, an edit among them after %.0f to %.0f ms%n",
          RuleSet.MAX_RULES, load, edits[0], edits[EDITS - 1]);
    }
  }

  /**
   * Milliseconds until Envoy has accepted so many rules; the last is that of the resource asked.
   */
  private static double apply(Attachment attachment, long revision, int count, double threshold)
      throws HookException {
    List<Rule> rules = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      rules.add(FlowRule.perSecond("many-" + i, "GET:/many/" + i, i));
    }
    rules.add(FlowRule.direct("orders", Quota.RESOURCE, threshold, WINDOW_MS, Policy.DEFAULT));
    long begin = System.nanoTime();
    attachment.apply(new RuleSet(revision, rules));
    return (System.nanoTime() - begin) / 1e6;
  }
}
