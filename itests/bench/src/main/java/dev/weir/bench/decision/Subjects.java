package dev.weir.bench.decision;

import dev.weir.bench.Row;
import java.util.List;

/** What each benchmark method measures, and of whom. */
final class Subjects {

  private static final List<Named> ALL =
      List.of(
          new Named("WeirDecision.pass", "flow pass", Row.WEIR),
          new Named("WeirDecision.block", "flow block", Row.WEIR),
          new Named("WeirDecision.pace", "flow wait", Row.WEIR),
          new Named("WeirDecision.hotParameter", "hot parameter", Row.WEIR),
          new Named("WeirDecision.breaker", "breaker", Row.WEIR),
          new Named("SharedDecision.one", DecisionGoals.ONE, Row.WEIR),
          new Named("SharedDecision.own", DecisionGoals.OWN, Row.WEIR),
          new Named("SharedDecision.many", DecisionGoals.MANY, Row.WEIR),
          new Named("SentinelDecision.pass", "flow pass", "sentinel"),
          new Named("SentinelDecision.block", "flow block", "sentinel"),
          new Named("SentinelDecision.hotParameter", "hot parameter", "sentinel"),
          new Named("SentinelDecision.breaker", "breaker", "sentinel"),
          new Named("PeerDecision.resilience4jPass", "flow pass", "resilience4j"),
          new Named("PeerDecision.resilience4jBlock", "flow block", "resilience4j"),
          new Named("PeerDecision.bucket4jPass", "flow pass", "bucket4j"),
          new Named("PeerDecision.bucket4jBlock", "flow block", "bucket4j"),
          new Named("PeerDecision.guavaPass", "flow pass", "guava"),
          new Named("PeerDecision.guavaBlock", "flow block", "guava"),
          new Named("PeerDecision.nanoTime", "flow pass", "System.nanoTime"));

  private Subjects() {}

  /**
   * A method.
   *
   * @param method class and method
   * @param scenario the case
   * @param subject who did it
   */
  record Named(String method, String scenario, String subject) {}

  /** What a method measures. */
  static Named of(String method) {
    return ALL.stream()
        .filter(named -> named.method().equals(method))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no case is known for the benchmark " + method));
  }
}
