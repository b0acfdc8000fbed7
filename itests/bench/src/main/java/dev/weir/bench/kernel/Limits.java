package dev.weir.bench.kernel;

import dev.weir.rule.Cidr;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.rule.TrafficRule.Rate;
import java.util.ArrayList;
import java.util.List;

/** The rules of the benchmark, each on a port of its own. */
final class Limits {

  static final int NO_RULE = 9_052;
  static final int PORT = 9_053;
  static final int CIDR = 9_054;
  static final int CIDR6 = 9_057;
  static final int CIDRS = 9_058;
  static final int TWO = 9_055;
  static final int EXACT = 9_056;
  static final int MANY = 1_000;

  private static final int DAY_MS = 86_400_000;
  private static final Rate ENOUGH = new Rate(1_000_000, 1_000, 1_000_000_000);

  /** A burst far below what the timer's tick lets pass: the rule reads the exact clock. */
  private static final Rate FINE = new Rate(1_000_000_000, 1_000, 1_000_000);

  private Limits() {}

  /** One rule of each kind. */
  static RuleSet few() {
    return new RuleSet(
        1,
        List.of(
            rule("port", udp(PORT), Per.SOURCE, ENOUGH),
            rule("v4", between(CIDR, "198.18.0.0/24", "198.18.0.0/24"), Per.SOURCE, ENOUGH),
            rule("v6", between(CIDR6, "2001:db8::/32", "2001:db8:0:1::/64"), Per.SOURCE, ENOUGH),
            rule("own", between(CIDRS, "198.18.0.0/24", "198.18.0.0/24"), Per.SOURCE, ENOUGH),
            rule("other", between(CIDRS, "198.19.0.0/24", "198.18.0.0/24"), Per.SOURCE, ENOUGH),
            rule("first", udp(TWO), Per.SOURCE, ENOUGH),
            rule("second", udp(TWO), Per.ALL, ENOUGH),
            rule("exact", udp(EXACT), Per.SOURCE, FINE),
            new TrafficRule(
                "connections",
                TrafficMatch.toPort(Protocol.TCP, PORT),
                Metric.CONNECTIONS,
                Per.SOURCE,
                new Rate(1, DAY_MS, 1))));
  }

  /** A rule for each of a thousand ports, {@link #PORT} among them. */
  static RuleSet many() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      rules.add(rule("port" + i, udp(PORT + i * 7), Per.SOURCE, ENOUGH));
    }
    return new RuleSet(1, rules);
  }

  /** One rule per source. */
  static RuleSet one() {
    return new RuleSet(1, List.of(rule("port", udp(PORT), Per.SOURCE, ENOUGH)));
  }

  private static TrafficMatch udp(int port) {
    return TrafficMatch.toPort(Protocol.UDP, port);
  }

  private static TrafficMatch between(int port, String source, String destination) {
    return udp(port).from(Cidr.parse(source)).to(Cidr.parse(destination));
  }

  private static TrafficRule rule(String id, TrafficMatch match, Per per, Rate rate) {
    return new TrafficRule(id, match, Metric.PACKETS, per, rate);
  }
}
