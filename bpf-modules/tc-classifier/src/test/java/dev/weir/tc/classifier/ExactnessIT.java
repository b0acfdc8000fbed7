package dev.weir.tc.classifier;

import static dev.weir.testbed.Frame.ethernet4;
import static dev.weir.testbed.Frame.ethernet6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Overflow;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.testbed.KernelTest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** N of M: no packet more, and none fewer where everybody has room. */
@KernelTest
class ExactnessIT {

  private static final int SOURCES = 100_000;
  private static final int BUCKETS = 65_536;
  private static final int ROUNDS = 2;
  private static final int SOURCE_AT = 26;

  /**
   * Most sources that share a bucket with another because their tags of 20 bits are equal: of
   * 100,000 in 8,192 sets, 0.6 million pairs meet, and 0.5 are expected to be equal; more than 8 in
   * one run of a thousand million.
   */
  private static final int MOST_EQUAL_TAGS = 8;

  private static final TrafficMatch DNS = TrafficMatch.toPort(Protocol.UDP, 53);

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"1, 10", "7, 1000", "1000, 5000", "4999, 5000", "5000, 5000"})
  void packets_ofAllSources_passAsManyAsAllowed(int allowed, int offered) throws Exception {
    try (Classifier classifier = Classifier.ingress()) {
      classifier.apply(Rules.rule(DNS, Metric.PACKETS, Per.ALL, allowed));
      byte[] frame = frame();
      int passed = 0;
      for (int i = 0; i < offered; i++) {
        passed += passes(classifier, frame, i) ? 1 : 0;
      }

      assertThat(passed).isEqualTo(allowed);
      assertThat(classifier.fact("blocked")).isEqualTo(offered - allowed);
    }
  }

  @Test
  void packets_ofBothVersionsOfIp_shareTheLimitOfAll() throws Exception {
    try (Classifier classifier = Classifier.ingress()) {
      classifier.apply(Rules.rule(DNS, Metric.PACKETS, Per.ALL, 10));
      byte[] ipv4 = frame();
      byte[] ipv6 = ethernet6().ipv6("2001:db8::2", 17).udp(53).bytes();
      int passed = 0;
      for (int i = 0; i < 20; i++) {
        passed += passes(classifier, ipv4, i) ? 1 : 0;
        passed += classifier.run(ipv6) == Classifier.NEXT ? 1 : 0;
      }

      assertThat(passed).isEqualTo(10);
    }
  }

  @Test
  void sources_moreThanBuckets_neverGetMoreThanTheirs() throws Exception {
    try (Classifier classifier = new Classifier(false, 1, BUCKETS)) {
      classifier.apply(Rules.rule(DNS, Metric.PACKETS, Per.SOURCE, 1));
      int[] admitted = cycle(classifier);
      int wrongly = 0;
      for (int count : admitted) {
        assertThat(count).isLessThanOrEqualTo(1);
        wrongly += count == 0 ? 1 : 0;
      }

      // More sources than buckets: some find the debt of others, and that is counted.
      assertThat(wrongly).isGreaterThanOrEqualTo(SOURCES - BUCKETS);
      assertThat(classifier.fact("blockedByOthersDebt")).isGreaterThanOrEqualTo(wrongly);
    }
  }

  @Test
  void sources_moreThanBucketsOfARuleThatAdmits_areNeverRefusedWrongly() throws Exception {
    TrafficRule rule = Rules.rule(DNS, Metric.PACKETS, Per.SOURCE, 1);
    TrafficRule admits =
        new TrafficRule(
            "admits",
            rule.match(),
            rule.metric(),
            rule.per(),
            rule.rate(),
            Action.DROP,
            Overflow.ADMIT);
    try (Classifier classifier = new Classifier(false, 1, BUCKETS)) {
      classifier.apply(admits);
      int never = 0;
      for (int count : cycle(classifier)) {
        never += count == 0 ? 1 : 0;
      }

      assertThat(never).isLessThanOrEqualTo(MOST_EQUAL_TAGS);
      assertThat(classifier.fact("blockedByOthersDebt")).isZero();
      assertThat(classifier.fact("inheritedDebts")).isPositive();
    }
  }

  /** Every source in turn, some rounds; how many packets of each passed. */
  private static int[] cycle(Classifier classifier) throws Exception {
    int[] admitted = new int[SOURCES];
    byte[] frame = frame();
    for (int round = 0; round < ROUNDS; round++) {
      for (int source = 0; source < SOURCES; source++) {
        admitted[source] += passes(classifier, frame, source) ? 1 : 0;
      }
    }
    return admitted;
  }

  private static boolean passes(Classifier classifier, byte[] frame, int source) throws Exception {
    ByteBuffer.wrap(frame).putInt(SOURCE_AT, 0x0a000000 + source);
    return classifier.run(frame) == Classifier.NEXT;
  }

  private static byte[] frame() {
    return ethernet4().ipv4("198.18.0.2", 17).udp(53).bytes();
  }
}
