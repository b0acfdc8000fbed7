package dev.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.Plane;
import dev.weir.manager.ExplainView;
import dev.weir.manager.ExplainView.Judgement;
import dev.weir.manager.RulesView;
import dev.weir.rule.FlowRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {

  private final FakeManager manager = new FakeManager();
  private final Gogo gogo = new Gogo(manager);

  private static RulesView.Placed placed(String hook) {
    return new RulesView.Placed(
        FlowRule.perSecond("orders", "GET:/orders", 10),
        new RulesView.Origin("file", "orders.yaml", 1, 0, RulesView.State.CURRENT),
        hook,
        "");
  }

  private static ExplainView view(String hook, Map<String, Long> minute) {
    return new ExplainView(
        placed(hook),
        List.of(
            new Judgement("tc-classifier", Plane.KERNEL, false, "its resource is no TCP port"),
            new Judgement("http", Plane.PROXY, true, "counted per proxy")),
        "",
        minute.isEmpty() ? "" : "prometheus",
        false,
        minute);
  }

  @Test
  void ruleInTheProxy_saysWhyThere_whatItSaw_andWhatKeepsItFromTheKernel() throws Exception {
    manager.explained = Optional.of(view("http", Map.of("pass", 120L, "block", 7L)));

    assertThat(gogo.run("weir:explain orders"))
        .isEqualTo(
            """
            orders: GET:/orders 10/s
            from: file, orders.yaml
            enforced: by http (proxy), the cheapest plane of those that can; counted per proxy
            last minute: block 7 pass 120 on the resource, whatever the rule, counted by prometheus
            to be lower, in tc-classifier (kernel): its resource is no TCP port
            """);
  }

  @Test
  void countsOfTheRuleItself_areSaidToBeSo() throws Exception {
    manager.explained =
        Optional.of(
            new ExplainView(placed("http"), List.of(), "", "http", true, Map.of("pass", 3L)));

    assertThat(gogo.run("weir:explain orders"))
        .contains("last minute: pass 3 by this rule, counted by http");
  }

  @Test
  void ruleThatIsSteered_saysWhatItAllowsNow() throws Exception {
    manager.explained =
        Optional.of(
            new ExplainView(placed("http"), List.of(), "33 in 1000 ms", "", true, Map.of()));

    assertThat(gogo.run("weir:explain orders")).contains("allowed now: 33 in 1000 ms\n");
    assertThat(gogo.run("weir:explain orders --json")).contains("\"steered\" : \"33 in 1000 ms\"");
  }

  @Test
  void ruleThatNobodyEnforces_hasEveryHooksReason() throws Exception {
    manager.explained = Optional.of(view("", Map.of()));

    assertThat(gogo.run("weir:explain orders"))
        .contains("enforced: nowhere", "last minute: nobody counts GET:/orders")
        .contains("in tc-classifier (kernel)", "in http (proxy)");
  }

  @Test
  void json_hasTheHooksAndTheMinute() throws Exception {
    manager.explained = Optional.of(view("http", Map.of("pass", 120L)));

    assertThat(gogo.run("weir:explain orders --json"))
        .contains("\"hook\" : \"http\"", "\"pass\" : 120", "\"plane\" : \"kernel\"")
        .contains("\"able\" : false", "\"note\" : \"its resource is no TCP port\"");
  }

  @Test
  void unknownRule_namesTheNearest() {
    manager.rules = new RulesView(1, List.of(placed("http")), List.of(), Optional.empty());

    assertThatThrownBy(() -> gogo.run("weir:explain order"))
        .hasMessageContaining("no rule 'order' is in force; did you mean orders?");
  }

  @Test
  void noRule_isAnError_andHelpIsHelp() throws Exception {
    assertThatThrownBy(() -> gogo.run("weir:explain")).hasMessageContaining("RULE is missing");
    assertThat(gogo.run("weir:explain --help")).contains("usage: weir:explain RULE [--json]");
  }
}
