package dev.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Problem;
import dev.weir.manager.RulesView;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.TrafficRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesCommandTest {

  private static final long SINCE = System.currentTimeMillis() - Duration.ofDays(9).toMillis();

  private final FakeManager manager = new FakeManager();
  private final Gogo gogo = new Gogo(manager);

  private static final Rule PORT =
      new TrafficRule(
          "p",
          TrafficRule.Protocol.TCP,
          8080,
          TrafficRule.Metric.CONNECTIONS,
          TrafficRule.Per.SOURCE,
          20,
          1000,
          40);

  @Test
  void rules_showLimitAndPlace() throws Exception {
    manager.rules =
        new RulesView(
            7,
            List.of(
                placed(FlowRule.perSecond("a", "GET:/orders", 100), "http", ""),
                placed(
                    FlowRule.direct("b", "GET:/x", 0.5, 2500, Policy.of(LimitMode.GLOBAL, null)),
                    "http",
                    "counted per proxy"),
                placed(PORT, "", "no hook that can is attached")),
            List.of(),
            Optional.empty());

    assertThat(gogo.run("weir:rules"))
        .isEqualTo(
            """
            ID  RESOURCE     LIMIT                                  HOOK  SOURCE  REV  AGE  STATE      WHY
            a   GET:/orders  100/s                                  http  file    7    9d   last-good  -
            b   GET:/x       0.5 per 2500 ms, global                http  file    7    9d   last-good  counted per proxy
            p   tcp:8080     20 connections/s per source, burst 40  -     file    7    9d   last-good  no hook that can is attached
            """);
  }

  @Test
  void problems_followTheRules() throws Exception {
    manager.rules =
        new RulesView(
            1,
            List.of(),
            List.of(
                new RulesView.SourceProblem(
                    "file",
                    new Problem("orders.yaml", 7, 14, "spec.threshold", "must be a number"))),
            Optional.of(new RulesView.Pin(3, System.currentTimeMillis() - 90_000, true)));

    assertThat(gogo.run("weir:rules"))
        .isEqualTo(
            """
            no rules are in force (revision 1)
            pinned: revision 3 was rolled back to 1m ago; the sources have other rules, which wait; \
            weir:rollback --release ends it
            problem: file: orders.yaml:7:14: spec.threshold: must be a number
            """);
  }

  @Test
  void controlCharactersOfADocument_doNotReachTheTerminal() throws Exception {
    manager.rules =
        new RulesView(
            1,
            List.of(placed(FlowRule.perSecond("a\u001b[2J", "x", 1), "http", "")),
            List.of(),
            Optional.empty());

    assertThat(gogo.run("weir:rules")).contains("a\\x1b[2J").doesNotContain("\u001b");
  }

  @Test
  void json_carriesRuleAndPlace() throws Exception {
    manager.rules =
        new RulesView(
            7,
            List.of(placed(PORT, "tc-classifier", "")),
            List.of(new RulesView.SourceProblem("file", new Problem("é.yaml", 0, 0, "", "empty"))),
            Optional.of(new RulesView.Pin(3, 0, false)));

    assertThat(gogo.run("weir:rules --json"))
        .isEqualTo(
            """
            {
              "revision" : 7,
              "rules" : [ {
                "id" : "p",
                "resource" : "tcp:8080",
                "limit" : "20 connections/s per source, burst 40",
                "kind" : "traffic",
                "direction" : "ingress",
                "protocol" : "tcp",
                "port" : 8080,
                "metric" : "connections",
                "per" : "source",
                "threshold" : 20,
                "statIntervalInMs" : 1000,
                "burst" : 40,
                "action" : "drop",
                "overflow" : "deny",
                "source" : "file",
                "document" : "orders.yaml",
                "revision" : 7,
                "since" : "%s",
                "state" : "last-good",
                "hook" : "tc-classifier",
                "reason" : ""
              } ],
              "pinned" : {
                "revision" : 3,
                "since" : "1970-01-01T00:00:00Z",
                "waiting" : false
              },
              "problems" : [ {
                "source" : "file",
                "document" : "\\u00E9.yaml",
                "line" : 0,
                "column" : 0,
                "field" : "",
                "message" : "empty"
              } ]
            }
            """
                .formatted(Instant.ofEpochMilli(SINCE)));
  }

  private static RulesView.Placed placed(Rule rule, String hook, String reason) {
    return new RulesView.Placed(
        rule,
        new RulesView.Origin("file", "orders.yaml", 7, SINCE, RulesView.State.LAST_GOOD),
        hook,
        reason);
  }
}
