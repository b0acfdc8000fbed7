package dev.weir.tc.classifier;

import static dev.weir.testbed.Frame.ACK;
import static dev.weir.testbed.Frame.SYN;
import static dev.weir.testbed.Frame.ethernet;
import static dev.weir.testbed.Frame.ethernet4;
import static dev.weir.testbed.Frame.ethernet6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.hook.HookException;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.testbed.Frame;
import dev.weir.testbed.KernelTest;
import dev.weir.traffic.LimitModule;
import dev.weir.traffic.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

  private static final int NEXT = -1;
  private static final int DROP = 2;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final String V4 = "198.18.0.2";
  private static final String V6 = "2001:db8::2";

  private final LibbpfKernel kernel = new LibbpfKernel(Path.of("/sys/fs/bpf/wt-packet"));
  private LoadedObject object;
  private LimitModule module;
  private long lastRefused;

  @BeforeEach
  void load() throws Exception {
    // One set per rule: eight sources at most, so that eviction happens.
    load(Sizes.small(kernel.possibleCpus()).withSources(2, 8).withAddressTables(64));
  }

  @AfterEach
  void close() {
    object.close();
  }

  static Stream<Arguments> frames() {
    return Stream.of(
        arguments("TCP SYN", ethernet4().ipv4(V4, 6).tcp(80, SYN), true),
        arguments("options", ethernet4().ipv4(V4, 6, 0, 40).tcp(80, SYN), true),
        arguments("first fragment", ethernet4().ipv4(V4, 6, 0x2000, 0).tcp(80, SYN), true),
        arguments("IPv6", ethernet6().ipv6(V6, 6).tcp(80, SYN), true),
        arguments("IPv6 hop-by-hop", ethernet6().ipv6(V6, 0).extension(6).tcp(80, SYN), true),
        arguments("VLAN", ethernet(0x8100).tag(0x0800).ipv4(V4, 6).tcp(80, SYN), true),
        arguments("QinQ", ethernet(0x88a8).tag(0x8100).tag(0x86dd).ipv6(V6, 6).tcp(80, SYN), true),
        arguments("established", ethernet4().ipv4(V4, 6).tcp(80, ACK), false),
        arguments("SYN ACK", ethernet4().ipv4(V4, 6).tcp(80, SYN | ACK), false),
        arguments("another port", ethernet4().ipv4(V4, 6).tcp(81, SYN), false),
        arguments("UDP", ethernet4().ipv4(V4, 17).udp(80), false),
        arguments("later fragment", ethernet4().ipv4(V4, 6, 0x0010, 0).tcp(80, SYN), false),
        arguments(
            "IPv6 later fragment", ethernet6().ipv6(V6, 44).fragment(6, 9).tcp(80, SYN), false),
        arguments("ARP", ethernet(0x0806).payload(28), false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void frame_atItsLimit_isDroppedIfTheRuleIsForIt(String name, Frame frame, boolean limited)
      throws Exception {
    module.apply(Rules.set(Rules.connections(80, Per.ALL, 1)));

    assertThat(run(frame.bytes())).as("first %s", name).isEqualTo(NEXT);
    assertThat(run(frame.bytes())).as("second %s", name).isEqualTo(limited ? DROP : NEXT);
    assertThat(module.facts()).containsEntry("passed", limited ? "1" : "0");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void frame_cutBeforeItsFlags_passes(String name, Frame frame, boolean limited) throws Exception {
    module.apply(Rules.set(FlowRule.perSecond("none", "tcp:80", 0)));
    int whole = frame.bytes().length;

    for (int length = shortest(frame.bytes()); length < whole; length++) {
      // The flags are the 14th of the last 20 bytes of a TCP header.
      int expected = limited && length >= whole - 6 ? DROP : NEXT;
      assertThat(run(frame.cut(length))).as("%s of %d bytes", name, length).isEqualTo(expected);
    }
  }

  @Test
  void sources_ofARulePerSource_haveABucketEach() throws Exception {
    module.apply(Rules.set(Rules.packets(Protocol.UDP, 53, Per.SOURCE, 5)));

    assertThat(passed("198.18.0.2", 20)).isEqualTo(5);
    assertThat(passed("198.18.0.3", 20)).isEqualTo(5);
    assertThat(passed("198.18.0.2", 20)).isZero();
    assertThat(totals()).containsEntry("udp:53 BLOCK", 15L + 15 + 20);
  }

  @Test
  void sources_ofARuleForAll_shareOneBucket() throws Exception {
    module.apply(Rules.set(Rules.packets(Protocol.UDP, 53, Per.ALL, 7)));

    assertThat(passed("198.18.0.2", 4)).isEqualTo(4);
    assertThat(passed("198.18.0.3", 20)).isEqualTo(3);
  }

  @Test
  void source_thatWasEvicted_doesNotReturnWithAFullBucket() throws Exception {
    module.apply(Rules.set(Rules.packets(Protocol.UDP, 53, Per.SOURCE, 5)));
    int admitted = 0;
    for (int round = 0; round < 4; round++) {
      for (int host = 1; host <= 40; host++) {
        admitted += passed("198.18.1." + host, 5);
      }
    }

    assertThat(admitted).as("eight ways of a burst of five").isEqualTo(8 * 5);
  }

  @Test
  void packet_ofTwoRules_mustConformToBoth() throws Exception {
    module.apply(
        Rules.set(
            Rules.packets(Protocol.UDP, 53, Per.SOURCE, 3),
            Rules.packets(Protocol.UDP, 53, Per.ALL, 5)));

    assertThat(passed("198.18.0.2", 10)).isEqualTo(3);
    assertThat(passed("198.18.0.3", 10)).isEqualTo(2);
  }

  @Test
  void bucket_onTheExactClock_refillsNoFasterThanItsRate() throws Exception {
    module.apply(Rules.set(rate(10_000, 10)));
    long started = System.nanoTime();
    int passed = 0;
    while (passed < 1000 && System.nanoTime() - started < PATIENCE_NANOS) {
      passed += passed("198.18.0.2", 50);
    }
    long most = 10 + (System.nanoTime() - started) / 100_000 + 1;

    assertThat(passed).isGreaterThanOrEqualTo(1000).isLessThanOrEqualTo((int) most);
  }

  @Test
  void bucket_onTheCoarseClock_refillsAtItsRate() throws Exception {
    // A minute of burst: a pause of the test loses nothing.
    module.apply(Rules.set(rate(1000, 60_000)));
    double tickMillis = kernel.tickNanos() / 1e6;
    object.testRun("tc_classifier", ethernet4().ipv4("198.18.0.2", 17).udp(53).bytes(), 60_000);
    drain();
    long before = lastRefused;
    long emptySince = jiffies();
    long passed = 0;
    while (passed < 300) {
      passed += drain();
    }
    long after = jiffies();

    assertThat(passed)
        .isLessThanOrEqualTo((long) ((after - before) * tickMillis) + 2)
        .isGreaterThanOrEqualTo((long) ((lastRefused - emptySince) * tickMillis) - 2);
  }

  @Test
  void burst_fromTwoCpusAtOnce_isAdmittedExactly() throws Exception {
    module.apply(Rules.set(Rules.packets(Protocol.UDP, 53, Per.ALL, 100_000)));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    byte[] frame = ethernet4().ipv4(V4, 17).udp(53).bytes();
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        LoadedObject same = object;
        runs.add(threads.submit(() -> same.testRun("tc_classifier", frame, 200_000)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(module.facts()).containsEntry("passed", "100000").containsEntry("blocked", "300000");
  }

  @Test
  void apply_ofAnotherSet_keepsTheStateOfUnchangedRules() throws Exception {
    TrafficRule kept = Rules.packets(Protocol.UDP, 53, Per.SOURCE, 5);
    module.apply(Rules.set(kept, Rules.connections(80, Per.ALL, 1)));
    passed("198.18.0.2", 4);
    for (int i = 0; i < 5; i++) {
      module.apply(Rules.set(Rules.connections(81 + i, Per.SOURCE, 1), kept));
    }

    assertThat(passed("198.18.0.2", 4)).isEqualTo(1);
  }

  @Test
  void apply_ofAChangedRule_startsItAnew() throws Exception {
    module.apply(Rules.set(Rules.packets(Protocol.UDP, 53, Per.SOURCE, 5)));
    passed("198.18.0.2", 9);
    module.apply(Rules.set(Rules.packets(Protocol.UDP, 53, Per.SOURCE, 2)));

    assertThat(passed("198.18.0.2", 9)).isEqualTo(2);
    assertThat(totals()).containsEntry("udp:53 BLOCK", 4L + 7);
  }

  @Test
  void apply_ofNothing_letsEverythingPass() throws Exception {
    module.apply(Rules.set(FlowRule.perSecond("none", "tcp:80", 0)));
    byte[] syn = ethernet4().ipv4(V4, 6).tcp(80, SYN).bytes();
    assertThat(run(syn)).isEqualTo(DROP);
    module.apply(RuleSet.EMPTY);

    assertThat(run(syn)).isEqualTo(NEXT);
    assertThat(totals()).isEmpty();
  }

  @Test
  void apply_ofTooManyRules_isRefusedAndChangesNothing() throws Exception {
    module.apply(Rules.set(Rules.packets(Protocol.UDP, 53, Per.ALL, 1)));
    RuleSet crowded =
        Rules.set(
            IntStream.range(1, 66)
                .mapToObj(burst -> Rules.packets(Protocol.UDP, 53, Per.ALL, burst))
                .toArray(TrafficRule[]::new));
    RuleSet threePerSource =
        Rules.set(
            IntStream.range(1, 4)
                .mapToObj(port -> Rules.packets(Protocol.UDP, port, Per.SOURCE, 1))
                .toArray(TrafficRule[]::new));
    RuleSet all =
        Rules.set(
            IntStream.range(1, 1026)
                .mapToObj(port -> Rules.packets(Protocol.UDP, port, Per.ALL, 1))
                .toArray(TrafficRule[]::new));

    assertThatThrownBy(() -> module.apply(crowded))
        .isInstanceOf(HookException.class)
        .hasMessageStartingWith("more than 32 rules are for the same packets");
    assertThatThrownBy(() -> module.apply(threePerSource))
        .hasMessageStartingWith(
            "tc-classifier holds 2 rules per source, network or flow, was given 3; raise");
    assertThatThrownBy(() -> module.apply(all))
        .hasMessage("tc-classifier holds 1024 rules, was given 1025");
    assertThat(passed("198.18.0.2", 9)).isEqualTo(1);
  }

  @Test
  void apply_of1024Rules_enforcesEachOfThem() throws Exception {
    for (int round = 0; round < 3; round++) {
      int first = 1 + round * 1024;
      module.apply(
          Rules.set(
              IntStream.range(first, first + 1024)
                  .mapToObj(port -> Rules.packets(Protocol.UDP, port, Per.ALL, 2))
                  .toArray(TrafficRule[]::new)));
      for (int port = first; port < first + 1024; port += 73) {
        byte[] frame = ethernet4().ipv4(V4, 17).udp(port).bytes();
        assertThat(List.of(run(frame), run(frame), run(frame))).containsExactly(NEXT, NEXT, DROP);
      }
    }
  }

  private void load(Sizes sizes) throws HookException {
    object = kernel.load(Programs.ingress(kernel, sizes));
    module = new LimitModule(object, TcClassifier.POWERS, sizes, List.of(), kernel::awaitReaders);
  }

  private static TrafficRule rate(long perSecond, long burst) {
    return new TrafficRule(
        "rate", Protocol.UDP, 53, Metric.PACKETS, Per.ALL, perSecond, 1000, burst);
  }

  /** Sends until one is refused, not before tick {@link #lastRefused}; how many passed. */
  private int drain() throws Exception {
    int passed = -1;
    int last;
    do {
      passed++;
      lastRefused = jiffies();
      last = passed("198.18.0.2", 1);
    } while (last == 1);
    return passed;
  }

  /** The clock that the program reads; a machine that is short of time lets it stand and leap. */
  private static long jiffies() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/timer_list"))) {
      return lines
          .filter(line -> line.startsWith("jiffies: "))
          .mapToLong(line -> Long.parseLong(line.substring(9)))
          .findFirst()
          .orElseThrow();
    }
  }

  private int passed(String source, int packets) throws HookException {
    byte[] frame = ethernet4().ipv4(source, 17).udp(53).bytes();
    int passed = 0;
    for (int i = 0; i < packets; i++) {
      passed += run(frame) == NEXT ? 1 : 0;
    }
    return passed;
  }

  /** BPF_PROG_TEST_RUN itself refuses a buffer with less than its network header. */
  private static int shortest(byte[] frame) {
    int type = (frame[12] & 0xff) << 8 | (frame[13] & 0xff);
    return Frame.ETHERNET + (type == 0x0800 ? 20 : type == 0x86dd ? 40 : 1);
  }

  private int run(byte[] frame) throws HookException {
    return object.testRun("tc_classifier", frame, 1).verdict();
  }

  private Map<String, Long> totals() {
    Map<String, Long> totals = new HashMap<>();
    module.read((resource, event, total) -> totals.put(resource + " " + event, total));
    return totals;
  }
}
