package dev.weir.xdp.limiter;

import static dev.weir.testbed.Frame.SYN;
import static dev.weir.testbed.Frame.ethernet;
import static dev.weir.testbed.Frame.ethernet4;
import static dev.weir.testbed.Frame.ethernet6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.hook.HookException;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.Cidr;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.testbed.Frame;
import dev.weir.testbed.KernelTest;
import dev.weir.traffic.AllowList;
import dev.weir.traffic.LimitModule;
import dev.weir.traffic.Sizes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

  private static final int XDP_DROP = 1;
  private static final int XDP_PASS = 2;
  private static final int RANDOM_FRAMES = 250_000;
  private static final int LONGEST = 1514;
  private static final String V4 = "198.18.5.7";
  private static final String V6 = "2001:db8:a::7";
  private static final TrafficMatch WEB = TrafficMatch.toPort(Protocol.TCP, 80);
  private static final TrafficMatch DNS = TrafficMatch.toPort(Protocol.UDP, 53);

  private final LibbpfKernel kernel = new LibbpfKernel(Path.of("/sys/fs/bpf/wt-limiter"));
  private LoadedObject object;
  private LimitModule module;

  @BeforeEach
  void load() throws Exception {
    Sizes sizes = Sizes.small(kernel.possibleCpus()).withSources(4, 1024).withAddressTables(64);
    object =
        kernel.load(
            sizes.object(
                "xdp_limiter", XdpLimiter.object(), Map.of("tick_nanos", kernel.tickNanos())));
    List<Cidr> allowed = AllowList.parse("198.18.9.0/24", " 2001:db8:9::/48", "");
    module = new LimitModule(object, XdpLimiter.POWERS, sizes, allowed, kernel::awaitReaders);
  }

  @AfterEach
  void close() {
    object.close();
  }

  static Stream<Arguments> frames() {
    return Stream.of(
        arguments(WEB, ethernet4().ipv4(V4, 6).tcp(80, SYN), true),
        arguments(WEB, ethernet4().ipv4(V4, 6).tcp(81, SYN), false),
        arguments(WEB.at(new Ports(80, 99)), ethernet4().ipv4(V4, 6).tcp(90, SYN), true),
        arguments(WEB, ethernet(0x8100).tag(0x0800).ipv4(V4, 6).tcp(80, SYN), true),
        arguments(WEB, ethernet6().ipv6(V6, 6).tcp(80, SYN), true),
        arguments(WEB, ethernet6().ipv6(V6, 0).extension(6).tcp(80, SYN), true),
        arguments(DNS.from(Cidr.parse("198.18.4.0/23")), ethernet4().ipv4(V4, 17).udp(53), true),
        arguments(DNS.from(Cidr.parse("198.18.6.0/23")), ethernet4().ipv4(V4, 17).udp(53), false),
        arguments(DNS.to(Cidr.parse("2001:db8::/64")), ethernet6().ipv6(V6, 17).udp(53), true),
        arguments(DNS.to(Cidr.parse("2001:db9::/64")), ethernet6().ipv6(V6, 17).udp(53), false),
        arguments(DNS, ethernet4().ipv4("198.18.9.7", 17).udp(53), false),
        arguments(DNS, ethernet6().ipv6("2001:db8:9:8::7", 17).udp(53), false),
        arguments(DNS, ethernet(0x0806).payload(28), false));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("frames")
  void frame_beyondTheLimitOfARule_isDroppedIfItMatchesAndIsNotAllowed(
      TrafficMatch match, Frame frame, boolean limited) throws Exception {
    module.apply(Rules.packets(match, Per.SOURCE, 1));

    assertThat(run(frame.bytes())).isEqualTo(XDP_PASS);
    assertThat(run(frame.bytes())).isEqualTo(limited ? XDP_DROP : XDP_PASS);
  }

  @Test
  void allowedSource_insideARuleOfItsOwn_passesAllTheSame() throws Exception {
    module.apply(Rules.packets(DNS.from(Cidr.parse("198.18.9.7/32")), Per.ALL, 1));
    byte[] frame = ethernet4().ipv4("198.18.9.7", 17).udp(53).bytes();

    for (int i = 0; i < 5; i++) {
      assertThat(run(frame)).isEqualTo(XDP_PASS);
    }
  }

  @Test
  void shadow_dropsNothing() throws Exception {
    module.apply(
        new RuleSet(1, List.of(Rules.rule(DNS, Metric.PACKETS, Per.ALL, 1).acting(Action.SHADOW))));
    byte[] frame = ethernet4().ipv4(V4, 17).udp(53).bytes();

    for (int i = 0; i < 5; i++) {
      assertThat(run(frame)).isEqualTo(XDP_PASS);
    }
    assertThat(module.facts()).containsEntry("markedOrWatched", "4");
  }

  @Test
  void bytes_ofASource_passUpToTheBurst() throws Exception {
    module.apply(new RuleSet(1, List.of(Rules.rule(DNS, Metric.BYTES, Per.SOURCE, 1_000))));
    byte[] frame = ethernet4().ipv4(V4, 17).udp(53).payload(58).bytes();
    int passed = 0;
    for (int i = 0; i < 30; i++) {
      passed += run(frame) == XDP_PASS ? 1 : 0;
    }

    assertThat(passed).as("frames of 100 bytes").isEqualTo(10);
  }

  @Test
  void frames_ofNoise_allGetAVerdict() throws Exception {
    long seed = System.nanoTime();
    System.out.println("random packets, seed " + seed);
    Random random = new Random(seed);
    TrafficMatch all =
        new TrafficMatch(TrafficMatch.Direction.INGRESS, Protocol.ANY, Ports.ANY, null, null);
    module.apply(
        new RuleSet(
            1,
            List.of(
                Rules.rule(all, Metric.BYTES, Per.FLOW, 3_000),
                Rules.rule(all, Metric.PACKETS, new Per.SourcePrefix(8, 16), 100))));
    byte[] known = ethernet6().ipv6(V6, 0).extension(60).extension(6).tcp(80, SYN).bytes();
    int[] verdicts = new int[3];
    for (int i = 0; i < RANDOM_FRAMES; i++) {
      // BPF_PROG_TEST_RUN wants a whole Ethernet header.
      byte[] frame = new byte[14 + random.nextInt(LONGEST - 13)];
      random.nextBytes(frame);
      if (random.nextBoolean()) {
        frame = Arrays.copyOf(known, frame.length);
        frame[random.nextInt(Math.min(80, frame.length))] = (byte) random.nextInt();
      }
      int verdict = run(frame);
      verdicts[verdict == XDP_PASS ? 0 : verdict == XDP_DROP ? 1 : 2]++;
    }

    assertThat(verdicts[0]).isPositive();
    assertThat(verdicts[1]).isPositive();
    assertThat(verdicts[2]).isZero();
  }

  private int run(byte[] frame) throws HookException {
    return object.testRun("xdp_limiter", frame, 1).verdict();
  }
}
