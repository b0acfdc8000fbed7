package dev.weir.tc.classifier;

import static dev.weir.testbed.Frame.SYN;
import static dev.weir.testbed.Frame.ethernet;
import static dev.weir.testbed.Frame.ethernet4;
import static dev.weir.testbed.Frame.ethernet6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.HookException;
import dev.weir.rule.Cidr;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.testbed.KernelTest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A million frames of noise: every one gets a verdict, none stops the program or the kernel. */
@KernelTest
class RandomPacketIT {

  private static final int PACKETS = 1_000_000;
  private static final int LONGEST = 1514;
  private static final TrafficMatch ALL =
      new TrafficMatch(Direction.INGRESS, Protocol.ANY, Ports.ANY, null, null);

  /** Headers that noise is put into, so that it reaches the deeper branches too. */
  private static final byte[][] SEEDS = {
    ethernet4().ipv4("198.18.5.7", 6).tcp(80, SYN).bytes(),
    ethernet4().ipv4("198.18.5.7", 17).udp(53).bytes(),
    ethernet4().ipv4("198.18.5.7", 6, 0, 40).tcp(80, SYN).bytes(),
    ethernet6().ipv6("2001:db8::2", 6).tcp(80, SYN).bytes(),
    ethernet6().ipv6("2001:db8::2", 0).extension(43).extension(60).extension(17).udp(53).bytes(),
    ethernet6().ipv6("2001:db8::2", 44).fragment(6, 0).tcp(80, SYN).bytes(),
    ethernet(0x88a8).tag(0x8100).tag(0x86dd).ipv6("2001:db8::2", 6).tcp(80, SYN).bytes(),
    ethernet(0x0806).payload(28).bytes()
  };

  @Test
  void frames_ofNoise_allGetAVerdict() throws Exception {
    long seed = System.nanoTime();
    System.out.println("random packets, seed " + seed);
    Random random = new Random(seed);
    int[] verdicts = new int[4];
    int refusedByTheKernel = 0;
    try (Classifier classifier = Classifier.ingress()) {
      classifier.apply(
          Rules.rule(ALL, Metric.BYTES, Per.FLOW, 3_000),
          Rules.rule(
              ALL.from(Cidr.parse("128.0.0.0/1")), Metric.PACKETS, new Per.SourcePrefix(8, 16), 9),
          Rules.rule(ALL.to(Cidr.parse("8000::/1")), Metric.PACKETS, Per.SOURCE, 9)
              .acting(new Action.Mark(7)),
          Rules.rule(ALL.at(new Ports(1, 40_000)), Metric.PACKETS, Per.ALL, 1_000)
              .acting(Action.RESET));
      for (int i = 0; i < PACKETS; i++) {
        byte[] frame = frame(random);
        try {
          verdicts[slot(classifier.run(frame))]++;
        } catch (HookException e) {
          // BPF_PROG_TEST_RUN wants a whole Ethernet header, and a byte or a network header behind.
          assertThat(e).hasMessageContaining("EINVAL");
          assertThat(frame.length).isLessThan(14 + 40);
          refusedByTheKernel++;
        }
      }
    }

    assertThat(verdicts[3]).as("verdicts other than next, drop, redirect").isZero();
    assertThat(verdicts[0]).isPositive();
    assertThat(verdicts[1]).isPositive();
    assertThat(verdicts[2]).isPositive();
    assertThat(refusedByTheKernel).isLessThan(PACKETS / 10);
  }

  private static int slot(int verdict) {
    return switch (verdict) {
      case Classifier.NEXT -> 0;
      case Classifier.DROP -> 1;
      case Classifier.REDIRECT -> 2;
      default -> 3;
    };
  }

  /** Any length; half of it pure noise, half a frame with some bytes changed. */
  private static byte[] frame(Random random) {
    byte[] frame = new byte[random.nextInt(LONGEST + 1)];
    if (random.nextBoolean()) {
      random.nextBytes(frame);
      return frame;
    }
    byte[] seed = SEEDS[random.nextInt(SEEDS.length)];
    frame = random.nextInt(3) > 0 ? Arrays.copyOf(seed, frame.length) : seed.clone();
    for (int changes = random.nextInt(6); changes > 0 && frame.length > 0; changes--) {
      frame[random.nextInt(Math.min(frame.length, 100))] = (byte) random.nextInt();
    }
    return frame;
  }
}
