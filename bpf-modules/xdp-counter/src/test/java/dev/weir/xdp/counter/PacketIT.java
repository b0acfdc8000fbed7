package dev.weir.xdp.counter;

import static dev.weir.testbed.Frame.ACK;
import static dev.weir.testbed.Frame.RST;
import static dev.weir.testbed.Frame.SYN;
import static dev.weir.testbed.Frame.ethernet;
import static dev.weir.testbed.Frame.ethernet4;
import static dev.weir.testbed.Frame.ethernet6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.TestRun;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.testbed.Frame;
import dev.weir.testbed.KernelTest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The program on single frames, in the kernel, without an interface. */
@KernelTest
class PacketIT {

  private static final int XDP_PASS = 2;
  private static final String V4 = "198.18.0.2";
  private static final String V6 = "2001:db8::2";

  private final LibbpfKernel kernel = new LibbpfKernel(Path.of("/sys/fs/bpf/wt-packet"));
  private LoadedObject object;
  private CounterModule module;

  @BeforeEach
  void load() throws Exception {
    loadWith(SourcePrefix.WHOLE);
  }

  @AfterEach
  void close() {
    object.close();
  }

  static Stream<Arguments> frames() {
    return Stream.of(
        arguments("TCP SYN", ethernet4().ipv4(V4, 6).tcp(80, SYN), "6:80", 40, 1),
        arguments("TCP SYN ACK", ethernet4().ipv4(V4, 6).tcp(80, SYN | ACK), "6:80", 40, 0),
        arguments("TCP ACK", ethernet4().ipv4(V4, 6).tcp(65535, ACK), "6:65535", 40, 0),
        arguments("UDP", ethernet4().ipv4(V4, 17).udp(53).payload(9), "17:53", 37, 0),
        arguments("UDP port 0", ethernet4().ipv4(V4, 17).udp(0), "17:0", 28, 0),
        arguments("options", ethernet4().ipv4(V4, 6, 0, 40).tcp(80, SYN), "6:80", 80, 1),
        arguments("ICMP", ethernet4().ipv4(V4, 1).payload(8), "1:0", 28, 0),
        arguments("first fragment", ethernet4().ipv4(V4, 17, 0x2000, 0).udp(53), "17:53", 28, 0),
        arguments("later fragment", ethernet4().ipv4(V4, 17, 0x2001, 0).udp(53), "17:0", 28, 0),
        arguments("last fragment", ethernet4().ipv4(V4, 6, 0x0064, 0).tcp(80, SYN), "6:0", 40, 0),
        arguments("IPv6 TCP", ethernet6().ipv6(V6, 6).tcp(443, SYN), "6:443", 60, 1),
        arguments("IPv6 UDP", ethernet6().ipv6(V6, 17).udp(53), "17:53", 48, 0),
        arguments("IPv6 ICMP", ethernet6().ipv6(V6, 58).payload(8), "58:0", 48, 0),
        arguments(
            "IPv6 hop-by-hop, routing, options",
            ethernet6().ipv6(V6, 0).extension(43).extension(60).extension(6).tcp(80, SYN),
            "6:80",
            84,
            1),
        arguments(
            "IPv6 first fragment",
            ethernet6().ipv6(V6, 44).fragment(17, 0).udp(53),
            "17:53",
            56,
            0),
        arguments(
            "IPv6 later fragment", ethernet6().ipv6(V6, 44).fragment(17, 9).udp(53), "17:0", 56, 0),
        arguments("VLAN", ethernet(0x8100).tag(0x0800).ipv4(V4, 6).tcp(80, SYN), "6:80", 40, 1),
        arguments(
            "QinQ", ethernet(0x88a8).tag(0x8100).tag(0x86dd).ipv6(V6, 17).udp(53), "17:53", 48, 0),
        arguments(
            "three tags",
            ethernet(0x88a8).tag(0x8100).tag(0x8100).tag(0x0800).ipv4(V4, 17).udp(53),
            "256:0",
            32,
            0),
        arguments("ARP", ethernet(0x0806).payload(28), "256:0", 28, 0),
        arguments("version 6 in IPv4", ethernet4().payload(0).ipv6(V6, 17).udp(53), "257:0", 48, 0),
        arguments("nothing but Ethernet", ethernet4(), "257:0", 0, 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void frame_isCountedOnceUnderItsKey(
      String name, Frame frame, String key, long bytes, long connections) throws Exception {
    TestRun run = object.testRun("xdp_counter", frame.bytes(), 1);

    assertThat(run.verdict()).as(name).isEqualTo(XDP_PASS);
    assertThat(Counted.in(object)).isEqualTo(Map.of(key, new Counted(1, bytes, connections)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void frame_cutAtEveryLength_isCountedOnce(
      String name, Frame frame, String key, long bytes, long connections) throws Exception {
    int whole = frame.bytes().length;
    for (int length = Frame.ETHERNET; length <= whole; length++) {
      TestRun run = object.testRun("xdp_counter", frame.cut(length), 1);
      assertThat(run.verdict()).as("%s of %d bytes", name, length).isEqualTo(XDP_PASS);
    }

    Map<String, Counted> counted = Counted.in(object);
    assertThat(counted.values().stream().mapToLong(Counted::packets).sum())
        .isEqualTo(whole - Frame.ETHERNET + 1L);
    assertThat(counted).containsKey(key);
    assertThat(counted.values().stream().mapToLong(Counted::connections).sum())
        .as("the flags lie 14 bytes into a TCP header of 20")
        .isEqualTo(connections * 7);
  }

  @Test
  void read_afterTraffic_reportsPortsAndSources() throws Exception {
    object.testRun("xdp_counter", ethernet4().ipv4(V4, 6).tcp(80, SYN).bytes(), 3);
    object.testRun("xdp_counter", ethernet4().ipv4(V4, 6).tcp(80, ACK).bytes(), 4);
    object.testRun("xdp_counter", ethernet6().ipv6(V6, 17).udp(53).bytes(), 5);
    object.testRun("xdp_counter", ethernet4().ipv4("198.18.0.3", 1).payload(8).bytes(), 6);
    Map<String, Long> totals = new LinkedHashMap<>();
    module.read((resource, event, total) -> totals.put(resource + " " + event, total));

    assertThat(totals)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("tcp:80 PASS", 3L),
                Map.entry("tcp:80 PACKETS", 7L),
                Map.entry("tcp:80 RESETS", 0L),
                Map.entry("tcp:80 BYTES", 7 * 40L),
                Map.entry("udp:53 PASS", 5L),
                Map.entry("udp:53 PACKETS", 5L),
                Map.entry("udp:53 BYTES", 5 * 48L),
                Map.entry("ip:198.18.0.2 PACKETS", 7L),
                Map.entry("ip:198.18.0.2 BYTES", 7 * 40L),
                Map.entry("ip:2001:db8::2 PACKETS", 5L),
                Map.entry("ip:2001:db8::2 BYTES", 5 * 48L),
                Map.entry("ip:198.18.0.3 PACKETS", 6L),
                Map.entry("ip:198.18.0.3 BYTES", 6 * 28L)));
    assertThat(module.facts()).containsEntry("packets", "18").containsEntry("ports", "3");
  }

  @Test
  void resets_areCountedOfTheirPortAndOpenNothing() throws Exception {
    object.testRun("xdp_counter", ethernet4().ipv4(V4, 6).tcp(80, SYN).bytes(), 5);
    object.testRun("xdp_counter", ethernet4().ipv4(V4, 6).tcp(80, RST).bytes(), 3);
    object.testRun("xdp_counter", ethernet6().ipv6(V6, 6).tcp(80, RST | ACK).bytes(), 4);
    byte[] tagged = ethernet(0x8100).tag(0x0800).ipv4(V4, 6).tcp(443, RST).bytes();
    object.testRun("xdp_counter", tagged, 2);
    object.testRun("xdp_counter", ethernet4().ipv4(V4, 17).udp(53).payload(20).bytes(), 6);
    Map<String, Long> totals = new LinkedHashMap<>();
    module.read((resource, event, total) -> totals.put(resource + " " + event, total));

    assertThat(totals)
        .containsEntry("tcp:80 RESETS", 7L)
        .containsEntry("tcp:80 PASS", 5L)
        .containsEntry("tcp:80 PACKETS", 12L)
        .containsEntry("tcp:443 RESETS", 2L)
        .doesNotContainKey("udp:53 RESETS");
  }

  @Test
  void ports_beyondTheTable_areCountedAsOverflow() throws Exception {
    for (int port = 1; port <= 100; port++) {
      object.testRun("xdp_counter", ethernet4().ipv4(V4, 17).udp(port).bytes(), 2);
    }

    Map<String, Counted> counted = Counted.in(object);
    assertThat(counted).hasSize(64).containsEntry("overflow", new Counted(2 * 37, 2 * 37 * 28, 0));
    assertThat(module.facts()).containsEntry("portOverflowPackets", "74");
    assertThat(module.facts()).containsEntry("packets", "200");
  }

  @Test
  void sources_beyondTheTable_areStillAllCountedAndTheHeavyOnesStay() throws Exception {
    for (int round = 0; round < 3; round++) {
      for (int host = 0; host < 1000; host++) {
        String address = "198.18." + (host >> 8) + "." + (host & 255);
        int packets = host < 4 ? 1000 : 1;
        object.testRun("xdp_counter", ethernet4().ipv4(address, 17).udp(53).bytes(), packets);
      }
    }
    Map<String, Long> totals = new LinkedHashMap<>();
    module.read((resource, event, total) -> totals.put(resource + " " + event, total));

    long placed = Long.parseLong(module.facts().get("sourcePackets"));
    long unplaced = Long.parseLong(module.facts().get("sourceUnplacedPackets"));
    assertThat(placed + unplaced).isEqualTo(3 * (4 * 1000 + 996));
    assertThat(module.facts()).containsEntry("sources", "64");
    for (int host = 0; host < 4; host++) {
      assertThat(totals)
          .hasEntrySatisfying(
              "ip:198.18.0." + host + " PACKETS", seen -> assertThat(seen).isGreaterThan(2500));
    }
  }

  @Test
  void sources_ofANetwork_areCountedAsOne() throws Exception {
    close();
    loadWith(new SourcePrefix(24, 64));
    for (int host = 1; host <= 5; host++) {
      udp("198.18.7." + host, 1);
      udp("198.18.8." + host, 2);
      udp6("2001:db8:0:1::" + host, 3);
    }
    udp6("2001:db8:0:2::1", 4);
    Map<String, Long> totals = new LinkedHashMap<>();
    module.read((resource, event, total) -> totals.put(resource + " " + event, total));

    assertThat(totals)
        .containsEntry("ip:198.18.7.0/24 PACKETS", 5L)
        .containsEntry("ip:198.18.8.0/24 PACKETS", 10L)
        .containsEntry("ip:198.18.8.0/24 BYTES", 10L * 28)
        .containsEntry("ip:2001:db8:0:1::/64 PACKETS", 15L)
        .containsEntry("ip:2001:db8:0:2::/64 PACKETS", 4L);
    assertThat(module.facts()).containsEntry("sources", "4");
  }

  @Test
  void networks_beyondTheTable_areStillAllCounted() throws Exception {
    close();
    loadWith(new SourcePrefix(24, 64));
    for (int network = 0; network < 250; network++) {
      udp("198.18." + network + ".9", 2);
    }

    long placed = Long.parseLong(module.facts().get("sourcePackets"));
    long unplaced = Long.parseLong(module.facts().get("sourceUnplacedPackets"));
    assertThat(placed + unplaced).isEqualTo(2 * 250);
    assertThat(unplaced).as("64 of 250 have room").isGreaterThanOrEqualTo(250 - 64);
  }

  private void udp(String from, int packets) throws Exception {
    object.testRun("xdp_counter", ethernet4().ipv4(from, 17).udp(53).bytes(), packets);
  }

  private void udp6(String from, int packets) throws Exception {
    object.testRun("xdp_counter", ethernet6().ipv6(from, 17).udp(53).bytes(), packets);
  }

  private void loadWith(SourcePrefix prefix) throws Exception {
    CounterSizes sizes = CounterSizes.of(63, 64, kernel.possibleCpus());
    object = kernel.load(sizes.object(XdpCounter.object(), prefix));
    module = CounterModule.bind(object, sizes);
  }
}
