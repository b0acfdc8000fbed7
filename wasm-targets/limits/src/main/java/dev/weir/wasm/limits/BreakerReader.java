package dev.weir.wasm.limits;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.wasm.sdk.json.JsonReader;

/**
 * Reads a circuit breaker:
 *
 * <pre>{@code
 * {"slowRatio":0.5,"maxAllowedRtMs":100  or "errorRatio":0.5 or "errorCount":10,
 *  "minRequestAmount":5,"statIntervalMs":1000,"bucketCount":10,"retryTimeoutMs":3000,"probeNum":0}
 * }</pre>
 */
final class BreakerReader {

  private static final String SLOW = "slowRatio";
  private static final String RATIO = "errorRatio";
  private static final String COUNT = "errorCount";
  private static final String MAX_RT = "maxAllowedRtMs";

  private final JsonReader json;
  private final Fields fields;
  private double threshold;
  private long maxAllowedRtMs;
  private long minRequests;
  private int interval;
  private int buckets;
  private int retry;
  private long probes;

  BreakerReader(JsonReader json) {
    this.json = json;
    this.fields = new Fields(json);
  }

  RuleReader.Body read() {
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      take(name);
    }
    fields.require("minRequestAmount");
    fields.require("statIntervalMs");
    fields.require("retryTimeoutMs");
    Strategy strategy = strategy();
    StatWindow window = new StatWindow(interval, buckets);
    Recovery recovery = new Recovery(retry, probes);
    return head ->
        new CircuitBreakerRule(
            head.id(), head.resource(), strategy, minRequests, window, recovery, head.policy());
  }

  private void take(String name) {
    switch (name) {
      case SLOW, RATIO, COUNT -> threshold = json.decimal();
      case MAX_RT -> maxAllowedRtMs = json.integer();
      case "minRequestAmount" -> minRequests = json.integer();
      case "statIntervalMs" -> interval = Fields.small(json.integer());
      case "bucketCount" -> buckets = Fields.small(json.integer());
      case "retryTimeoutMs" -> retry = Fields.small(json.integer());
      case "probeNum" -> probes = json.integer();
      default -> throw fields.unknown(name);
    }
  }

  private Strategy strategy() {
    int strategies = (fields.has(SLOW) ? 1 : 0) + (fields.has(RATIO) ? 1 : 0);
    if (strategies + (fields.has(COUNT) ? 1 : 0) != 1 || fields.has(SLOW) != fields.has(MAX_RT)) {
      throw json.invalid(
          "a breaker has one of slowRatio with maxAllowedRtMs, errorRatio, errorCount");
    }
    if (fields.has(SLOW)) {
      return new Strategy.SlowRequestRatio(threshold, maxAllowedRtMs);
    }
    return fields.has(RATIO)
        ? new Strategy.ErrorRatio(threshold)
        : new Strategy.ErrorCount(threshold);
  }
}
