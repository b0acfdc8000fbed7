package dev.weir.tc.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

  @Test
  void of_aTrafficRule_isWhatItSays() throws Exception {
    Limit limit =
        Limit.of(
            new TrafficRule("r", Protocol.UDP, 53, Metric.PACKETS, Per.SOURCE, 1000, 1000, 50));

    assertThat(limit.resource()).isEqualTo("udp:53");
    assertThat(limit.protocol()).isEqualTo(Layouts.UDP);
    assertThat(limit.metric()).isEqualTo(Layouts.PACKETS);
    assertThat(limit.per()).isEqualTo(Layouts.SOURCE);
    assertThat(limit.rate()).isEqualTo(Rate.of(1e6, 50));
  }

  @Test
  void of_aFlowRuleOnAPort_limitsConnectionsOfAll() throws Exception {
    FlowRule rule = FlowRule.perSecond("f", "tcp:8080", 20.5);
    Limit limit = Limit.of(rule);

    assertThat(limit.port()).isEqualTo(8080);
    assertThat(limit.metric()).isEqualTo(Layouts.CONNECTIONS);
    assertThat(limit.per()).isEqualTo(Layouts.ALL);
    assertThat(limit.rate()).isEqualTo(Rate.of(1e9 / 20.5, 20));
    assertThat(limit.note(rule)).isEqualTo("new connections, by GCRA with burst 20");
  }

  @Test
  void of_aFlowRuleOfZero_refusesAll() throws Exception {
    assertThat(Limit.of(FlowRule.perSecond("f", "tcp:8080", 0)).rate()).isEqualTo(Rate.NOTHING);
  }

  @Test
  void note_ofAGlobalRule_saysWhatItCounts() throws Exception {
    FlowRule rule = FlowRule.direct("f", "tcp:80", 5, 1000, Policy.of(LimitMode.GLOBAL, null));

    assertThat(Limit.of(rule).note(rule)).contains("limitMode GLOBAL counts on this host alone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET:/orders", "udp:53", "tcp:0", "tcp:65536", "tcp:080", "tcp:", "TCP:80"})
  void of_aFlowRuleOnNoTcpPort_isUnfit(String resource) {
    assertThatThrownBy(() -> Limit.of(FlowRule.perSecond("f", resource, 1)))
        .isInstanceOf(Limit.Unfit.class)
        .hasMessage("its resource is no TCP port (tcp:8080)");
  }

  @Test
  void of_aRateBelowOneInAYear_isUnfit() {
    assertThatThrownBy(() -> Limit.of(FlowRule.perSecond("f", "tcp:80", 1e-9)))
        .hasMessage("its threshold is less than one in a year");
  }

  @Test
  void digest_ofAChangedRule_differs() throws Exception {
    TrafficRule rule =
        new TrafficRule("r", Protocol.TCP, 80, Metric.PACKETS, Per.ALL, 10, 1000, 10);
    TrafficRule changed =
        new TrafficRule("r", Protocol.TCP, 80, Metric.PACKETS, Per.ALL, 10, 1000, 11);

    assertThat(Limit.of(rule).digest()).isEqualTo(Limit.of(rule).digest());
    assertThat(Limit.of(rule).digest()).isNotEqualTo(Limit.of(changed).digest());
  }
}
