package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.HookException;
import dev.weir.rule.Cidr;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compiled tables against reading rule by rule. */
class TablesTest {

  private static final int PACKETS = 20_000;

  /** What a rule looks at of a packet. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Packet(
      int protocol, boolean opens, int port, boolean ipv6, long[] source, long[] destination) {

    static Packet random(Random random) {
      boolean ipv6 = random.nextBoolean();
      int protocol = new int[] {6, 17, 1, 47, 50}[random.nextInt(5)];
      // Without ports: a later fragment, or a protocol that has none.
      boolean ported = (protocol == 6 || protocol == 17) && random.nextInt(5) > 0;
      return new Packet(
          protocol,
          ported && protocol == 6 && random.nextBoolean(),
          ported ? random.nextInt(64) : -1,
          ipv6,
          Samples.address(random, ipv6),
          Samples.address(random, ipv6));
    }

    int kind() {
      return port < 0
          ? Layouts.KIND_OTHER
          : protocol == 17 ? Layouts.KIND_UDP : opens ? Layouts.KIND_OPENING : Layouts.KIND_TCP;
    }
  }

  @ParameterizedTest(name = "{1} rules, seed {0}")
  @CsvSource({"1, 1", "2, 5", "3, 40", "4, 40", "5, 60", "6, 60", "7, 64", "8, 64"})
  void classes_ofRandomPackets_areTheRulesThatMatch(long seed, int count) throws Exception {
    Random random = new Random(seed);
    List<TrafficRule> rules = new ArrayList<>();
    List<Cidr> allowed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rules.add(Samples.rule(i, random));
    }
    for (int i = 0; i < 3; i++) {
      allowed.add(Samples.cidr(random, i == 0));
    }
    allowed.removeIf(block -> block.bits() < 4);
    Tables tables = Tables.of(limits(rules), allowed, 32_768);

    long matches = 0;
    for (int i = 0; i < PACKETS; i++) {
      Packet packet = Packet.random(random);
      BitSet expected = expected(rules, allowed, packet);
      matches += expected.cardinality();
      assertThat(found(tables, packet)).as("packet %d %s", i, packet).isEqualTo(expected);
    }
    assertThat(matches).isGreaterThan(PACKETS / 100);
  }

  @Test
  void needs_ofRulesWithoutAddresses_areNone() throws Exception {
    TrafficMatch web = TrafficMatch.toPort(Protocol.TCP, 80);
    TrafficMatch dns = TrafficMatch.toPort(Protocol.UDP, 53).from(Cidr.parse("10.0.0.0/8"));
    Tables tables = Tables.of(limits(List.of(rule("a", web), rule("b", dns))), List.of(), 8);

    assertThat(needs(tables, Layouts.KIND_TCP, 80)).isZero();
    assertThat(needs(tables, Layouts.KIND_UDP, 53)).isEqualTo(Layouts.NEEDS_SOURCE);
    Tables withAllowed = Tables.of(limits(List.of(rule("a", web))), List.of(Cidr.parse("::1")), 32);
    assertThat(needs(withAllowed, Layouts.KIND_TCP, 80)).isEqualTo(Layouts.NEEDS_SOURCE);
    assertThat(needs(withAllowed, Layouts.KIND_TCP, 81)).isZero();
  }

  @Test
  void summary_ofPortsWithOneRuleAlone_namesIt() throws Exception {
    List<TrafficRule> rules = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      rules.add(rule("r" + i, TrafficMatch.toPort(Protocol.UDP, 1000 + i)));
    }
    rules.add(rule("again", TrafficMatch.toPort(Protocol.UDP, 1000)));
    Tables tables = Tables.of(limits(rules), List.of(), 8);
    short[] udp = tables.ports().tables()[Layouts.KIND_UDP];

    assertThat(tables.portsSummary(udp[1069]))
        .isEqualTo(1 << 1 | Layouts.SOLE | 69 << Layouts.SOLE_SHIFT);
    assertThat(tables.portsSummary(udp[1000])).as("two rules in two words").isEqualTo(0b11);
    assertThat(tables.portsSummary(udp[999])).isZero();
  }

  @Test
  void set_ofMoreRulesForOnePacketThanAreLookedAt_isRefused() throws Exception {
    List<TrafficRule> rules = new ArrayList<>();
    for (int i = 0; i < Layouts.HITS; i++) {
      rules.add(rule("r" + i, TrafficMatch.toPort(Protocol.TCP, 80).at(new Ports(1, 100 + i))));
    }
    assertThat(Tables.of(limits(rules), List.of(), 8)).isNotNull();
    rules.add(rule("more", TrafficMatch.toPort(Protocol.TCP, 80)));

    assertThatThrownBy(() -> Tables.of(limits(rules), List.of(), 8))
        .isInstanceOf(HookException.class)
        .hasMessageStartingWith("more than 32 rules are for the same packets");
  }

  @Test
  void set_ofManyRulesOnOnePortApartByAddress_isTaken() throws Exception {
    List<TrafficRule> rules = new ArrayList<>();
    for (int i = 0; i < Layouts.RULES; i++) {
      Cidr block = Cidr.parse("10." + i / 256 + "." + i % 256 + ".0/24");
      rules.add(rule("r" + i, TrafficMatch.toPort(Protocol.TCP, 80).from(block)));
    }

    assertThat(Tables.of(limits(rules), List.of(), 8).blocks()).hasSize(4);
    assertThatThrownBy(() -> Tables.of(limits(rules), List.of(), 3))
        .hasMessageContaining("raise addressTables");
  }

  private static TrafficRule rule(String id, TrafficMatch match) {
    return new TrafficRule(id, match, Metric.PACKETS, Per.ALL, new TrafficRule.Rate(1, 1000, 1));
  }

  private static List<Limit> limits(List<TrafficRule> rules) throws Unfit {
    List<Limit> limits = new ArrayList<>();
    for (TrafficRule rule : rules) {
      limits.add(Limit.of(rule, Samples.TC));
    }
    return limits;
  }

  private static int needs(Tables tables, int kind, int port) {
    return tables.needs().get(tables.ports().tables()[kind][port]);
  }

  /** As match.h goes about it. */
  private static BitSet found(Tables tables, Packet packet) {
    int place = packet.port < 0 ? packet.protocol : packet.port;
    int ports = tables.ports().tables()[packet.kind()][place];
    BitSet rules = (BitSet) tables.ports().ids().classes().get(ports).clone();
    if ((tables.needs().get(ports) & Layouts.NEEDS_SOURCE) != 0) {
      rules.and(at(tables, tables.sources(), packet.ipv6, packet.source));
    }
    if ((tables.needs().get(ports) & Layouts.NEEDS_DESTINATION) != 0) {
      rules.and(at(tables, tables.destinations(), packet.ipv6, packet.destination));
    }
    return rules;
  }

  private static BitSet at(Tables tables, AddressTables side, boolean ipv6, long[] address) {
    int entry = side.roots()[ipv6 ? 1 : 0][(int) (address[0] >>> 48)] & 0xffff;
    for (int i = 2; (entry & Layouts.BLOCK) != 0; i++) {
      int next = (int) (address[i / 8] >>> (56 - (i % 8) * 8)) & 0xff;
      entry = tables.blocks().get(entry & ~Layouts.BLOCK)[next] & 0xffff;
    }
    return side.ids().classes().get(entry);
  }

  private static BitSet expected(List<TrafficRule> rules, List<Cidr> allowed, Packet packet) {
    BitSet expected = new BitSet();
    if (allowed.stream().anyMatch(block -> contains(block, packet.ipv6, packet.source))) {
      return expected;
    }
    for (int i = 0; i < rules.size(); i++) {
      expected.set(i, matches(rules.get(i), packet));
    }
    return expected;
  }

  private static boolean matches(TrafficRule rule, Packet packet) {
    TrafficMatch match = rule.match();
    boolean protocol =
        match.protocol().equals(Protocol.ANY) || match.protocol().number() == packet.protocol;
    boolean ports =
        packet.port < 0
            ? match.ports().equals(Ports.ANY)
            : packet.port >= match.ports().first() && packet.port <= match.ports().last();
    boolean metric = rule.metric() != Metric.CONNECTIONS || packet.opens;
    return protocol
        && ports
        && metric
        && (match.source() == null || contains(match.source(), packet.ipv6, packet.source))
        && (match.destination() == null
            || contains(match.destination(), packet.ipv6, packet.destination));
  }

  private static boolean contains(Cidr block, boolean ipv6, long[] address) {
    return block.contains(ipv6, address[0], address[1]);
  }
}
