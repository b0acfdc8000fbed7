package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.rule.Cidr;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

  private static final TrafficMatch WEB = TrafficMatch.toPort(Protocol.TCP, 80);

  @Test
  void of_aTrafficRule_isWhatItSays() throws Exception {
    TrafficRule rule =
        new TrafficRule("r", Protocol.UDP, 53, Metric.PACKETS, Per.SOURCE, 1000, 1000, 50);
    Limit limit = Limit.of(rule, Samples.TC);

    assertThat(limit.match()).isEqualTo(rule.match());
    assertThat(limit.metric()).isEqualTo(Metric.PACKETS);
    assertThat(limit.owned()).isTrue();
    assertThat(limit.rate()).isEqualTo(Rate.ofPackets(1e6, 50));
  }

  @Test
  void of_bytes_areRatedPerByte() throws Exception {
    TrafficRule rule =
        new TrafficRule(
            "r", WEB, Metric.BYTES, Per.ALL, new TrafficRule.Rate(1_000_000, 1000, 1_000));

    assertThat(Limit.of(rule, Samples.TC).rate()).isEqualTo(Rate.ofBytes(1000, 1_000));
    assertThat(Limit.note(rule, Samples.TC))
        .isEqualTo("a packet larger than the burst passes when nothing is owed, and is paid off");
  }

  @Test
  void of_aFlowRuleOnAPort_limitsConnectionsOfAll() throws Exception {
    FlowRule rule = FlowRule.perSecond("f", "tcp:8080", 20.5);
    Limit limit = Limit.of(rule, Samples.TC);

    assertThat(limit.match()).isEqualTo(TrafficMatch.toPort(Protocol.TCP, 8080));
    assertThat(limit.metric()).isEqualTo(Metric.CONNECTIONS);
    assertThat(limit.owned()).isFalse();
    assertThat(limit.rate()).isEqualTo(Rate.ofPackets(1e9 / 20.5, 20));
    assertThat(Limit.note(rule, Samples.TC)).isEqualTo("new connections, by GCRA with burst 20");
  }

  @Test
  void of_aFlowRuleOnAnAddress_isForThatDestination() throws Exception {
    TrafficMatch port = TrafficMatch.toPort(Protocol.TCP, 8080);

    assertThat(Limit.of(FlowRule.perSecond("f", "tcp://192.0.2.1:8080", 5), Samples.TC).match())
        .isEqualTo(port.to(Cidr.parse("192.0.2.1/32")));
    assertThat(Limit.of(FlowRule.perSecond("f", "tcp://[2001:db8::1]:8080", 5), Samples.TC).match())
        .isEqualTo(port.to(Cidr.parse("2001:db8::1/128")));
    assertThat(Limit.of(FlowRule.perSecond("f", "udp://:53", 5), Samples.TC).match())
        .isEqualTo(TrafficMatch.toPort(Protocol.UDP, 53));
    assertThatThrownBy(() -> Limit.of(FlowRule.perSecond("f", "tcp://1.2.3:80", 5), Samples.TC))
        .isInstanceOf(Unfit.class)
        .hasMessageStartingWith("its resource names no address");
  }

  @Test
  void of_aFlowRuleOfZero_refusesAll() throws Exception {
    FlowRule rule = FlowRule.perSecond("f", "tcp:8080", 0);

    assertThat(Limit.of(rule, Samples.TC).rate()).isEqualTo(Rate.NOTHING);
  }

  @Test
  void of_aFlowRuleInShadow_onlyWatches() throws Exception {
    FlowRule rule =
        FlowRule.direct("f", "tcp:80", 5, 1000, new Policy(LimitMode.LOCAL, true, null));

    assertThat(Limit.of(rule, Samples.TC).action()).isEqualTo(Action.SHADOW);
  }

  @Test
  void note_ofAGlobalRule_saysWhatItCounts() throws Exception {
    FlowRule rule = FlowRule.direct("f", "tcp:80", 5, 1000, Policy.of(LimitMode.GLOBAL, null));

    assertThat(Limit.note(rule, Samples.TC)).contains("limitMode GLOBAL counts on this host alone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET:/orders", "udp:0", "tcp:0", "tcp:65536", "tcp:080", "tcp:", "TCP:80"})
  void of_aFlowRuleOnNoPort_isUnfit(String resource) {
    assertThatThrownBy(() -> Limit.of(FlowRule.perSecond("f", resource, 1), Samples.TC))
        .isInstanceOf(Unfit.class)
        .hasMessage("its resource is no port (tcp:8080, udp:53)");
  }

  @Test
  void of_aRateBelowOneInAYear_isUnfit() {
    assertThatThrownBy(() -> Limit.of(FlowRule.perSecond("f", "tcp:80", 1e-9), Samples.TC))
        .hasMessage("its threshold is less than one in a year");
  }

  @Test
  void of_aRuleForTheOtherWay_isUnfit() {
    assertThatThrownBy(() -> Limit.of(rule(WEB.outgoing(), Action.DROP), Samples.TC))
        .hasMessage("it is for what goes out");
  }

  @Test
  void of_anActionThatNeedsASocketBuffer_isUnfitForXdp() {
    assertThatThrownBy(() -> Limit.of(rule(WEB, Action.RESET), Samples.XDP))
        .hasMessage("XDP drops without an answer");
    assertThatThrownBy(() -> Limit.of(rule(WEB, new Action.Mark(1)), Samples.XDP))
        .hasMessage("XDP cannot mark a packet");
    assertThatCode(() -> Limit.of(rule(WEB, Action.SHADOW), Samples.XDP))
        .doesNotThrowAnyException();
  }

  @Test
  void digest_ofAChangedRule_differs() throws Exception {
    Limit limit = Limit.of(rule(WEB, Action.DROP), Samples.TC);

    assertThat(Limit.of(rule(WEB, Action.DROP), Samples.TC).digest()).isEqualTo(limit.digest());
    assertThat(Limit.of(rule(WEB, Action.RESET), Samples.TC).digest()).isNotEqualTo(limit.digest());
    assertThat(Limit.of(rule(WEB.from(Cidr.parse("::/0")), Action.DROP), Samples.TC).digest())
        .isNotEqualTo(limit.digest());
  }

  private static TrafficRule rule(TrafficMatch match, Action action) {
    return new TrafficRule("r", match, Metric.PACKETS, Per.ALL, new TrafficRule.Rate(10, 1000, 10))
        .acting(action);
  }
}
