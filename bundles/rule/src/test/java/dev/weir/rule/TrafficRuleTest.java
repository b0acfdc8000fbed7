package dev.weir.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Overflow;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.rule.TrafficRule.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrafficRuleTest {

  private static final TrafficMatch WEB = TrafficMatch.toPort(Protocol.TCP, 80);

  @Test
  void ruleOnAPort_isWhatItsShortFormSays() {
    TrafficRule rule =
        new TrafficRule("id", Protocol.TCP, 80, Metric.CONNECTIONS, Per.SOURCE, 5, 1000, 9);

    assertThat(rule)
        .isEqualTo(
            new TrafficRule(
                "id",
                new TrafficMatch(Direction.INGRESS, Protocol.TCP, new Ports(80, 80), null, null),
                Metric.CONNECTIONS,
                Per.SOURCE,
                new Rate(5, 1000, 9),
                Action.DROP,
                Overflow.DENY));
  }

  @ParameterizedTest
  @CsvSource({
    "6, 80, 80, tcp:80",
    "17, 8000, 8099, udp:8000-8099",
    "6, 0, 65535, tcp:*",
    "-1, 0, 65535, ip:*",
    "1, 0, 65535, icmp",
    "58, 0, 65535, icmpv6",
    "47, 0, 65535, ip47"
  })
  void resource_isProtocolAndPorts(int protocol, int first, int last, String resource) {
    TrafficMatch match =
        new TrafficMatch(
            Direction.INGRESS, new Protocol(protocol), new Ports(first, last), null, null);

    assertThat(match.resource()).isEqualTo(resource);
    assertThat(match.outgoing().resource()).isEqualTo("out:" + resource);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 80", "80, 79", "80, 65536", "-1, 5", "65536, 65536"})
  void portsOutOfBounds_areRefused(int first, int last) {
    assertThatThrownBy(() -> new Ports(first, last)).hasMessageStartingWith("port must ");
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 256})
  void protocolOutOfBounds_isRefused(int number) {
    assertThatThrownBy(() -> new Protocol(number))
        .hasMessage("protocol must be 0 to 255, was " + number);
  }

  @Test
  void portOfAProtocolWithoutPorts_isRefused() {
    assertThatThrownBy(() -> TrafficMatch.toPort(Protocol.ICMP, 80))
        .hasMessage("port needs protocol TCP or UDP, was icmp");
  }

  @Test
  void addressesOfTwoFamilies_areRefused() {
    TrafficMatch match = WEB.from(Cidr.parse("10.0.0.0/8"));

    assertThatThrownBy(() -> match.to(Cidr.parse("::/0")))
        .hasMessage("destination must be of the source's family, was ::/0");
  }

  @Test
  void connectionsPerFlow_areRefused() {
    assertThatThrownBy(
            () -> new TrafficRule("id", WEB, Metric.CONNECTIONS, Per.FLOW, new Rate(1, 1000, 1)))
        .hasMessageStartingWith("per Flow is one connection");
  }

  @Test
  void bytes_haveABoundOfTheirOwn() {
    long more = TrafficRule.MAX_THRESHOLD + 1;

    assertThatCode(() -> rule(Metric.BYTES, new Rate(more, 1000, TrafficRule.MAX_BYTES)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> rule(Metric.PACKETS, new Rate(1, 1000, more)))
        .hasMessage("burst must be 1 to 1000000000, was " + more);
    assertThatThrownBy(() -> rule(Metric.BYTES, new Rate(TrafficRule.MAX_BYTES + 1, 1000, 1)))
        .hasMessageStartingWith("threshold must be 1 to 1000000000000, was");
  }

  @ParameterizedTest
  @CsvSource({"0, 64", "33, 64", "24, 0", "24, 129"})
  void prefixesOutOfBounds_areRefused(int ipv4, int ipv6) {
    assertThatThrownBy(() -> new Per.SourcePrefix(ipv4, ipv6)).hasMessageContaining("prefix of 1");
  }

  @Test
  void markOfZero_isRefused() {
    assertThatThrownBy(() -> new Action.Mark(0)).hasMessage("action must have a mark other than 0");
  }

  private static TrafficRule rule(Metric metric, Rate rate) {
    return new TrafficRule("id", WEB, metric, Per.ALL, rate);
  }
}
