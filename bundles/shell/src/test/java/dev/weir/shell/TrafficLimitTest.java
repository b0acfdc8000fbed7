package dev.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.Cidr;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Overflow;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import org.junit.jupiter.api.Test;

class TrafficLimitTest {

  private static final TrafficMatch DNS = TrafficMatch.toPort(Protocol.UDP, 53);

  @Test
  void ruleWithEverything_saysAllOfIt() {
    TrafficRule rule =
        new TrafficRule(
            "r",
            DNS.from(Cidr.parse("198.18.0.0/15")).to(Cidr.parse("198.51.100.1")),
            Metric.BYTES,
            new Per.SourcePrefix(24, 64),
            new TrafficRule.Rate(1_000_000, 1_000, 65_536),
            new Action.Mark(0x10),
            Overflow.ADMIT);

    assertThat(TrafficLimit.of(rule))
        .isEqualTo(
            "1000000 bytes/s per source /24 or /64, burst 65536, from 198.18.0.0/15,"
                + " to 198.51.100.1/32, else mark 0x10, overflow admits");
  }

  @Test
  void ruleWithTheUsual_saysNoMoreThanItMust() {
    TrafficRule rule =
        new TrafficRule("r", DNS, Metric.PACKETS, Per.FLOW, new TrafficRule.Rate(5, 60_000, 5));

    assertThat(TrafficLimit.of(rule)).isEqualTo("5 packets per 60 s per flow");
    assertThat(TrafficLimit.of(rule.acting(Action.RESET))).endsWith("per flow, else reset");
    assertThat(TrafficLimit.of(rule.acting(Action.SHADOW))).endsWith("per flow, else shadow");
  }
}
