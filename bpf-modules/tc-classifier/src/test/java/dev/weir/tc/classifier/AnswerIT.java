package dev.weir.tc.classifier;

import static dev.weir.testbed.Frame.ACK;
import static dev.weir.testbed.Frame.SYN;
import static dev.weir.testbed.Frame.ethernet;
import static dev.weir.testbed.Frame.ethernet4;
import static dev.weir.testbed.Frame.ethernet6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.testbed.Frame;
import dev.weir.testbed.KernelTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a refused packet is made into, byte by byte. */
@KernelTest
class AnswerIT {

  private static final int RST = 0x04;
  private static final String V4 = "198.18.0.2";
  private static final String V6 = "2001:db8::2";

  private Classifier classifier;

  @BeforeEach
  void refuseEverything() throws Exception {
    classifier = Classifier.ingress();
    TrafficMatch all = new TrafficMatch(Direction.INGRESS, Protocol.ANY, Ports.ANY, null, null);
    classifier.apply(Rules.rule(all, Metric.PACKETS, Per.SOURCE, 1).acting(Action.RESET));
    classifier.run(ethernet4().ipv4(V4, 17).udp(1).bytes());
    classifier.run(ethernet6().ipv6(V6, 17).udp(1).bytes());
  }

  @AfterEach
  void close() {
    classifier.close();
  }

  static Stream<Arguments> segments() {
    return Stream.of(
        arguments("IPv4 SYN", ethernet4().ipv4(V4, 6).tcp(80, SYN), 14, 34),
        arguments("IPv4 ACK", ethernet4().ipv4(V4, 6).tcp(80, ACK).payload(700), 14, 34),
        arguments("VLAN", ethernet(0x8100).tag(0x0800).ipv4(V4, 6).tcp(80, SYN), 18, 38),
        arguments("IPv6 SYN", ethernet6().ipv6(V6, 6).tcp(80, SYN), 14, 54),
        arguments("IPv6 extension", ethernet6().ipv6(V6, 60).extension(6).tcp(80, SYN), 14, 54));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("segments")
  void segment_becomesAReset(String name, Frame frame, int ip, int tcp) throws Exception {
    byte[] sent = withLength(frame.bytes());
    assertThat(classifier.run(sent)).isEqualTo(Classifier.REDIRECT);
    byte[] answer = classifier.made(sent);

    assertThat(answer).hasSize(tcp + 20);
    checkIp(sent, answer, ip);
    ByteBuffer segment = ByteBuffer.wrap(answer, tcp, 20).slice();
    assertThat(segment.getShort(0)).as("source port").isEqualTo((short) 80);
    assertThat(segment.getShort(2)).as("destination port").isEqualTo((short) 40_000);
    boolean opening = !name.contains("ACK");
    assertThat(segment.get(13)).as("flags").isEqualTo((byte) (opening ? RST | ACK : RST));
    // The frames' sequence number is 1, their acknowledgement 0; SYN takes one.
    assertThat(segment.getInt(8)).as("acknowledges").isEqualTo(opening ? 2 : 0);
    assertThat(transportSum(answer, ip, tcp, 6)).as("checksum").isEqualTo(0xffff);
  }

  static Stream<Arguments> others() {
    return Stream.of(
        arguments("UDP", ethernet4().ipv4(V4, 17).udp(53).payload(600), 34, 28),
        arguments("GRE", ethernet4().ipv4(V4, 47).payload(40), 34, 28),
        arguments("IPv6 UDP", ethernet6().ipv6(V6, 17).udp(53).payload(90), 54, 48));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void packet_ofAnotherProtocol_becomesAnIcmpMessage(String name, Frame frame, int icmp, int quoted)
      throws Exception {
    byte[] sent = frame.bytes();
    byte[] answer = classifier.made(sent);
    boolean ipv6 = quoted == 48;

    assertThat(answer).hasSize(icmp + 8 + quoted);
    checkIp(sent, answer, 14);
    assertThat(Arrays.copyOfRange(answer, icmp, icmp + 2))
        .isEqualTo(ipv6 ? new byte[] {1, 1} : new byte[] {3, 13});
    assertThat(Arrays.copyOfRange(answer, icmp + 8, answer.length))
        .isEqualTo(Arrays.copyOfRange(sent, 14, 14 + quoted));
    int sum = ipv6 ? transportSum(answer, 14, icmp, 58) : sum(answer, icmp, answer.length, 0);
    assertThat(sum).as("checksum").isEqualTo(0xffff);
  }

  static Stream<Arguments> unanswered() {
    return Stream.of(
        arguments("reset", ethernet4().ipv4(V4, 6).tcp(80, RST)),
        arguments("ICMP", ethernet4().ipv4(V4, 1).payload(40)),
        arguments("ICMPv6", ethernet6().ipv6(V6, 58).payload(40)),
        arguments("later fragment", ethernet4().ipv4(V4, 17, 9, 0).payload(40)),
        arguments("options", ethernet4().ipv4(V4, 6, 0, 8).tcp(80, SYN)),
        arguments("cut segment", ethernet4().ipv4(V4, 6).payload(10)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unanswered")
  void packet_thatMustNotBeAnswered_isDropped(String name, Frame frame) throws Exception {
    assertThat(classifier.run(frame.bytes())).isEqualTo(Classifier.DROP);
  }

  /** IPv6 says how much follows; the frames say 20. */
  private static byte[] withLength(byte[] frame) {
    if (frame[14] >> 4 == 6) {
      ByteBuffer.wrap(frame).putShort(18, (short) (frame.length - 54));
    }
    return frame;
  }

  private static void checkIp(byte[] sent, byte[] answer, int ip) {
    boolean ipv6 = answer[ip] >> 4 == 6;
    int size = ipv6 ? 16 : 4;
    int source = ip + (ipv6 ? 8 : 12);
    assertThat(Arrays.copyOfRange(answer, source, source + size))
        .as("source")
        .isEqualTo(Arrays.copyOfRange(sent, source + size, source + 2 * size));
    assertThat(Arrays.copyOfRange(answer, source + size, source + 2 * size))
        .as("destination")
        .isEqualTo(Arrays.copyOfRange(sent, source, source + size));
    int length = ByteBuffer.wrap(answer).getShort(ip + (ipv6 ? 4 : 2));
    assertThat(length).as("length").isEqualTo(answer.length - ip - (ipv6 ? 40 : 0));
    if (!ipv6) {
      assertThat(sum(answer, ip, ip + 20, 0)).as("header's checksum").isEqualTo(0xffff);
    }
  }

  /** With the pseudo header: all ones when the checksum is right. */
  private static int transportSum(byte[] frame, int ip, int transport, int protocol) {
    boolean ipv6 = frame[ip] >> 4 == 6;
    int addresses = sum(frame, ip + (ipv6 ? 8 : 12), ip + (ipv6 ? 40 : 20), 0);
    return sum(frame, transport, frame.length, addresses + protocol + frame.length - transport);
  }

  /** The Internet checksum's sum of 16-bit words, folded. */
  private static int sum(byte[] bytes, int from, int to, int before) {
    int sum = before;
    for (int i = from; i < to; i += 2) {
      sum += (bytes[i] & 0xff) << 8 | (i + 1 < to ? bytes[i + 1] & 0xff : 0);
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return sum;
  }
}
