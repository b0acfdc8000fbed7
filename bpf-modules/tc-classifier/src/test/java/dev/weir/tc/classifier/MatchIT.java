package dev.weir.tc.classifier;

import static dev.weir.testbed.Frame.ACK;
import static dev.weir.testbed.Frame.SYN;
import static dev.weir.testbed.Frame.ethernet;
import static dev.weir.testbed.Frame.ethernet4;
import static dev.weir.testbed.Frame.ethernet6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.rule.Cidr;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.testbed.Frame;
import dev.weir.testbed.KernelTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which frames a rule is for, what it counts of them, and what it does to them. */
@KernelTest
class MatchIT {

  private static final TrafficMatch WEB = TrafficMatch.toPort(Protocol.TCP, 80);
  private static final TrafficMatch DNS = TrafficMatch.toPort(Protocol.UDP, 53);
  private static final TrafficMatch ALL = match(Protocol.ANY);
  private static final Frame SYN4 = ethernet4().ipv4("198.18.5.7", 6).tcp(80, SYN);
  private static final Frame SYN6 = ethernet6().ipv6("2001:db8:a:b::7", 6).tcp(80, SYN);
  private static final Frame UDP4 = ethernet4().ipv4("198.18.5.7", 17).udp(53);

  private Classifier classifier;

  @BeforeEach
  void load() throws Exception {
    classifier = Classifier.ingress();
  }

  @AfterEach
  void close() {
    classifier.close();
  }

  static Stream<Arguments> matches() {
    return Stream.of(
        arguments(WEB.at(new Ports(70, 90)), SYN4, true),
        arguments(WEB.at(new Ports(81, 90)), SYN4, false),
        arguments(WEB.at(new Ports(1, 80)), SYN6, true),
        arguments(match(Protocol.TCP), SYN4, true),
        arguments(match(Protocol.TCP), UDP4, false),
        arguments(match(Protocol.TCP), ethernet4().ipv4("198.18.5.7", 6, 9, 0).payload(30), true),
        arguments(WEB, ethernet4().ipv4("198.18.5.7", 6, 9, 0).payload(30), false),
        arguments(match(Protocol.ICMP), ethernet4().ipv4("198.18.5.7", 1).payload(8), true),
        arguments(match(Protocol.ICMP), UDP4, false),
        arguments(match(Protocol.ICMPV6), ethernet6().ipv6("2001:db8::2", 58).payload(8), true),
        arguments(match(new Protocol(47)), ethernet4().ipv4("198.18.5.7", 47).payload(8), true),
        arguments(ALL, ethernet4().ipv4("198.18.5.7", 47).payload(8), true),
        arguments(ALL, SYN6, true),
        arguments(ALL, ethernet(0x0806).payload(28), false),
        arguments(ALL.at(new Ports(50, 60)), UDP4, true),
        arguments(ALL.at(new Ports(50, 60)), SYN4, false),
        arguments(WEB.from(Cidr.parse("198.18.4.0/23")), SYN4, true),
        arguments(WEB.from(Cidr.parse("198.18.5.7/32")), SYN4, true),
        arguments(WEB.from(Cidr.parse("198.18.5.6/32")), SYN4, false),
        arguments(WEB.from(Cidr.parse("0.0.0.0/0")), SYN4, true),
        arguments(WEB.from(Cidr.parse("0.0.0.0/0")), SYN6, false),
        arguments(WEB.to(Cidr.parse("198.18.0.1/32")), SYN4, true),
        arguments(WEB.to(Cidr.parse("198.18.0.2/32")), SYN4, false),
        arguments(WEB.from(Cidr.parse("2001:db8:a::/48")), SYN6, true),
        arguments(WEB.from(Cidr.parse("2001:db8:a:b::7/128")), SYN6, true),
        arguments(WEB.from(Cidr.parse("2001:db8:a:b::6/128")), SYN6, false),
        arguments(WEB.from(Cidr.parse("2001:db8:a:c::/64")), SYN6, false),
        arguments(
            WEB.from(Cidr.parse("2001:db8:a::/48")).to(Cidr.parse("2001:db8::1/128")), SYN6, true),
        arguments(
            WEB.from(Cidr.parse("2001:db8:a::/48")).to(Cidr.parse("2001:db8::/127")), SYN6, true),
        arguments(WEB.from(Cidr.parse("2001:db8:a::/48")).to(Cidr.parse("::2/128")), SYN6, false));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("matches")
  void frame_beyondTheLimitOfARule_isDroppedIfItMatches(
      TrafficMatch match, Frame frame, boolean matches) throws Exception {
    classifier.apply(Rules.rule(match, Metric.PACKETS, Per.ALL, 1));

    assertThat(classifier.run(frame.bytes())).isEqualTo(Classifier.NEXT);
    assertThat(classifier.run(frame.bytes()))
        .isEqualTo(matches ? Classifier.DROP : Classifier.NEXT);
  }

  @Test
  void connections_inARange_countOpeningSegmentsAlone() throws Exception {
    classifier.apply(Rules.rule(WEB.at(new Ports(80, 89)), Metric.CONNECTIONS, Per.SOURCE, 1));
    byte[] established = ethernet4().ipv4("198.18.5.7", 6).tcp(80, ACK).bytes();

    assertThat(classifier.run(SYN4.bytes())).isEqualTo(Classifier.NEXT);
    assertThat(classifier.run(established)).isEqualTo(Classifier.NEXT);
    assertThat(classifier.run(SYN4.bytes())).isEqualTo(Classifier.DROP);
  }

  @Test
  void bytes_areCountedFromTheEthernetHeaderOn() throws Exception {
    byte[] frame = ethernet4().ipv4("198.18.5.7", 17).udp(53).payload(58).bytes();
    assertThat(frame).hasSize(100);
    classifier.apply(Rules.rule(DNS, Metric.BYTES, Per.ALL, 1_000));

    assertThat(passed(frame, 30)).isEqualTo(10);
  }

  @Test
  void bytes_ofAPacketLargerThanTheBurst_passOnce() throws Exception {
    byte[] frame = ethernet4().ipv4("198.18.5.7", 17).udp(53).payload(1400).bytes();
    classifier.apply(Rules.rule(DNS, Metric.BYTES, Per.ALL, 100));

    assertThat(passed(frame, 5)).isEqualTo(1);
  }

  @Test
  void sources_ofOnePrefix_shareABucket() throws Exception {
    classifier.apply(Rules.rule(ALL, Metric.PACKETS, new Per.SourcePrefix(24, 48), 2));

    assertThat(passed(ethernet4().ipv4("198.18.5.7", 17).udp(53).bytes(), 1)).isEqualTo(1);
    assertThat(passed(ethernet4().ipv4("198.18.5.200", 6).tcp(9, SYN).bytes(), 5)).isEqualTo(1);
    assertThat(passed(ethernet4().ipv4("198.18.6.7", 17).udp(53).bytes(), 5)).isEqualTo(2);
    assertThat(passed(SYN6.bytes(), 1)).isEqualTo(1);
    byte[] sameNetwork = ethernet6().ipv6("2001:db8:a:ffff::9", 17).udp(1).bytes();
    assertThat(passed(sameNetwork, 5)).isEqualTo(1);
    byte[] another = ethernet6().ipv6("2001:db8:b::9", 17).udp(1).bytes();
    assertThat(passed(another, 5)).isEqualTo(2);
  }

  @Test
  void rules_areCountedEachByItself_andGoOnOverAChange() throws Exception {
    TrafficRule dns = Rules.rule(DNS, Metric.PACKETS, Per.ALL, 2);
    TrafficRule web = Rules.rule(WEB, Metric.CONNECTIONS, Per.ALL, 1);
    classifier.apply(dns, web);
    passed(UDP4.bytes(), 5);
    passed(SYN4.bytes(), 4);
    assertThat(classifier.rules())
        .containsEntry(dns.id(), List.of(2L, 3L))
        .containsEntry(web.id(), List.of(1L, 3L));

    classifier.apply(web);
    passed(SYN4.bytes(), 2);
    assertThat(classifier.rules()).containsOnly(Map.entry(web.id(), List.of(1L, 5L)));
  }

  @Test
  void flows_haveABucketEach() throws Exception {
    classifier.apply(Rules.rule(match(Protocol.UDP), Metric.PACKETS, Per.FLOW, 3));

    assertThat(passed(UDP4.bytes(), 9)).isEqualTo(3);
    assertThat(passed(ethernet4().ipv4("198.18.5.7", 17).udp(54).bytes(), 9)).isEqualTo(3);
    assertThat(passed(ethernet4().ipv4("198.18.5.8", 17).udp(53).bytes(), 9)).isEqualTo(3);
  }

  @Test
  void shadow_passesEverythingAndCounts() throws Exception {
    classifier.apply(Rules.rule(DNS, Metric.PACKETS, Per.ALL, 2).acting(Action.SHADOW));

    assertThat(passed(UDP4.bytes(), 7)).isEqualTo(7);
    assertThat(classifier.fact("markedOrWatched")).isEqualTo(5);
    assertThat(classifier.fact("blocked")).isZero();
    assertThat(classifier.totals()).containsEntry("udp:53 BLOCK", 0L);
  }

  @Test
  void shadow_beforeARuleThatDrops_doesNotHideIt() throws Exception {
    classifier.apply(
        Rules.rule(DNS, Metric.PACKETS, Per.ALL, 1).acting(Action.SHADOW),
        Rules.rule(DNS, Metric.PACKETS, Per.SOURCE, 4));

    assertThat(passed(UDP4.bytes(), 9)).isEqualTo(4);
    assertThat(classifier.fact("markedOrWatched")).isEqualTo(8);
  }

  private int passed(byte[] frame, int packets) throws Exception {
    int passed = 0;
    for (int i = 0; i < packets; i++) {
      passed += classifier.run(frame) == Classifier.NEXT ? 1 : 0;
    }
    return passed;
  }

  private static TrafficMatch match(Protocol protocol) {
    return new TrafficMatch(Direction.INGRESS, protocol, Ports.ANY, null, null);
  }
}
