package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.problems;
import static dev.weir.opensergo.Reader.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The border of what is valid, as the IsValidRule functions of sentinel-golang 1.0.4 draw it; what
 * those let through and never enforce, and what Go's decoder refuses, is refused too.
 */
final class SentinelValidityTest {

  private static final String FLOW = "'resource': 'a', 'threshold': 1, ";
  private static final String BREAKER =
      "'resource': 'a', 'retryTimeoutMs': 1, 'statIntervalMs': 1, 'threshold': 1, ";
  private static final String HOTSPOT =
      "'resource': 'a', 'threshold': 1, 'metricType': 1, 'durationInSec': 1, ";

  private static Document document(String kind, String fields) {
    String all =
        fields
            .replace("FLOW", FLOW)
            .replace("BREAKER", BREAKER)
            .replace("HOTSPOT", HOTSPOT)
            .replaceAll(", *$", "")
            .replace('\'', '"');
    return new Document("a.json", "{\"" + kind + "\": [{" + all + "}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "flow | FLOW",
        "flow | 'resource': 'a', 'threshold': 0",
        "flow | 'resource': 'a', 'threshold': 1e18",
        "flow | FLOW 'statIntervalInMs': 0",
        "flow | FLOW 'statIntervalInMs': 86400000",
        "flow | FLOW 'refResource': ''",
        "flow | FLOW 'tokenCalculateStrategy': 1, 'warmUpPeriodSec': 1",
        "flow | FLOW 'tokenCalculateStrategy': 1, 'warmUpPeriodSec': 1, 'warmUpColdFactor': 2",
        "flow | FLOW 'warmUpColdFactor': 1",
        "flow | FLOW 'lowMemUsageThreshold': -1",
        "circuitBreaker | BREAKER",
        "circuitBreaker | BREAKER 'strategy': 2, 'maxAllowedRtMs': 9223372036854775807",
        "circuitBreaker | BREAKER 'statSlidingWindowBucketCount': 7",
        "hotspot | HOTSPOT",
        "hotspot | HOTSPOT 'paramIndex': -5, 'paramKey': 'k'",
        "hotspot | HOTSPOT 'maxQueueingTimeMs': -1, 'controlBehavior': 0",
        "hotspot | HOTSPOT 'burstCount': -1, 'controlBehavior': 1",
        "hotspot | HOTSPOT 'paramsMaxCapacity': -1",
        "hotspot | 'resource': 'a', 'threshold': 1, 'durationInSec': 0",
        "isolation | 'resource': 'a', 'threshold': 1, 'regex': true",
        "system | 'metricType': 4, 'triggerCount': 1.0, 'strategy': 0",
        "system | 'metricType': 0, 'triggerCount': 0",
        "outlier | BREAKER 'maxEjectionPercent': 1.0",
        "outlier | BREAKER",
      })
  void ruleThatSentinelEnforces_isRead(String kind, String fields) {
    assertThat(rules(document(kind, fields))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "flow | 'threshold': 1 | resource: is missing",
        "flow | 'resource': '', 'threshold': 1 | resource: must have 1 to 1024 characters, had 0",
        "flow | 'resource': 'a' | threshold: is missing",
        "flow | 'resource': 'a', 'threshold': -1 | threshold: must be a finite number, 0 or more",
        "flow | FLOW 'tokenCalculateStrategy': 3 | tokenCalculateStrategy: must be one of 0 (Direct), 1 (WarmUp), 2 (MemoryAdaptive), was the number 3",
        "flow | FLOW 'tokenCalculateStrategy': -1 | tokenCalculateStrategy: must be one of",
        "flow | FLOW 'controlBehavior': 2 | controlBehavior: must be one of 0 (Reject), 1 (Throttling)",
        "flow | FLOW 'controlBehavior': 'Reject' | controlBehavior: must be one of 0 (Reject), 1 (Throttling), was the text",
        "flow | FLOW 'relationStrategy': 1 | refResource: is missing",
        "flow | FLOW 'relationStrategy': 1, 'refResource': '' | refResource: must have 1 to",
        "flow | FLOW 'relationStrategy': 2 | relationStrategy: must be one of",
        "flow | FLOW 'tokenCalculateStrategy': 1 | warmUpPeriodSec: must be 1 to 2147483647, was 0",
        "flow | FLOW 'tokenCalculateStrategy': 1, 'warmUpPeriodSec': 1, 'warmUpColdFactor': 1 | warmUpColdFactor: must be 2 to",
        "flow | FLOW 'warmUpPeriodSec': 2147483648 | warmUpPeriodSec: must be a whole number from 0 to 2147483647, was the number 2147483648",
        "flow | FLOW 'tokenCalculateStrategy': 2, 'lowMemUsageThreshold': 0 | highMemUsageThreshold: must be 1 to",
        "flow | FLOW 'tokenCalculateStrategy': 2, 'lowMemUsageThreshold': 5, 'highMemUsageThreshold': 5, 'memLowWaterMarkBytes': 1, 'memHighWaterMarkBytes': 2 | lowMemUsageThreshold: must be above",
        "flow | FLOW 'tokenCalculateStrategy': 2, 'lowMemUsageThreshold': 6, 'highMemUsageThreshold': 5, 'memLowWaterMarkBytes': 0, 'memHighWaterMarkBytes': 2 | memLowWaterMarkBytes: must be 1 to",
        "flow | FLOW 'tokenCalculateStrategy': 2, 'lowMemUsageThreshold': 6, 'highMemUsageThreshold': 5, 'memLowWaterMarkBytes': 2, 'memHighWaterMarkBytes': 2 | memHighWaterMarkBytes: must be above",
        "flow | FLOW 'statIntervalInMs': -1 | statIntervalInMs: must be a whole number from 0 to 86400000",
        "flow | FLOW 'statIntervalInMs': 4294967295 | statIntervalInMs: must be a whole number from 0 to 86400000, was the number 4294967295",
        "flow | FLOW 'maxQueueingTimeMs': -1 | maxQueueingTimeMs: must be a whole number from 0",
        "flow | FLOW 'maxQueueingTimeMs': 4294967296, 'controlBehavior': 1 | maxQueueingTimeMs: must be a whole number from 0 to 4294967295",
        "flow | FLOW 'maxQueueingTimeMs': 1.5 | maxQueueingTimeMs: must be a whole number",
        "flow | FLOW 'count': 5 | count: is no field here",
        "flow | FLOW 'Threshold': 5 | Threshold: is there twice",
        "flow | 'resource': '(a', 'threshold': 1, 'regex': true | resource: must be a pattern as RE2 has them, but a ( without its ) at character 3",
        "isolation | 'resource': 'a{1001}', 'threshold': 1, 'regex': true | resource: must be a pattern as RE2 has them, but a repetition must be {min,max}",
        "flow | 'resource': '(a)\\\\1', 'threshold': 1, 'regex': true | resource: must be a pattern as RE2 has them, but references to groups are not supported",
        "flow | FLOW 'regex': 1 | regex: must be true or false, was the number 1",
        "flow | FLOW 'window': 'Sliding' | window: is no field here",
        "circuitBreaker | 'resource': 'a', 'threshold': 1, 'statIntervalMs': 1 | retryTimeoutMs: is missing",
        "circuitBreaker | 'resource': 'a', 'threshold': 1, 'retryTimeoutMs': 1 | statIntervalMs: is missing",
        "circuitBreaker | 'resource': 'a', 'threshold': 1, 'retryTimeoutMs': 0, 'statIntervalMs': 1 | retryTimeoutMs: must be a whole number from 1",
        "circuitBreaker | 'resource': 'a', 'threshold': 1, 'retryTimeoutMs': 1, 'statIntervalMs': 86400001 | statIntervalMs: must be 1 to 86400000",
        "circuitBreaker | 'resource': 'a', 'threshold': 1.1, 'retryTimeoutMs': 1, 'statIntervalMs': 1 | threshold: must be 0 to 1, was 1.1",
        "circuitBreaker | 'resource': 'a', 'threshold': 1.1, 'strategy': 1, 'retryTimeoutMs': 1, 'statIntervalMs': 1 | threshold: must be 0 to 1, was 1.1",
        "circuitBreaker | BREAKER 'strategy': 3 | strategy: must be one of 0 (SlowRequestRatio), 1 (ErrorRatio), 2 (ErrorCount)",
        "circuitBreaker | BREAKER 'minRequestAmount': 18446744073709551615 | minRequestAmount: must be a whole number from 0 to 9223372036854775807",
        "circuitBreaker | BREAKER 'regex': true | regex: is no field here",
        "hotspot | 'resource': 'a', 'metricType': 1, 'threshold': 1 | durationInSec: must be 1 to",
        "hotspot | HOTSPOT 'paramIndex': 1, 'paramKey': 'k' | paramKey: must not be given beside a paramIndex above 0",
        "hotspot | HOTSPOT 'burstCount': -1 | burstCount: must be 0 to",
        "hotspot | HOTSPOT 'maxQueueingTimeMs': -1, 'controlBehavior': 1 | maxQueueingTimeMs: must be 0 to",
        "hotspot | 'resource': 'a', 'metricType': 2, 'durationInSec': 1, 'threshold': 1 | metricType: must be one of 0 (Concurrency), 1 (QPS)",
        "hotspot | 'resource': 'a', 'durationInSec': 1, 'threshold': -1 | threshold: must be a whole number from 0",
        "hotspot | HOTSPOT 'paramsMaxCapacity': 1000001 | paramsMaxCapacity: must be a whole number from",
        "hotspot | HOTSPOT 'specificItems': [{'valKind': 4, 'valStr': 'a', 'threshold': 1}] | specificItems[0].valKind: must be one of 0 (KindInt), 1 (KindString), 2 (KindBool), 3 (KindFloat64)",
        "hotspot | HOTSPOT 'specificItems': [{'valKind': 0, 'valStr': '1', 'threshold': 1}, {'valKind': 0, 'valStr': '+1', 'threshold': 2}] | specificItems[1].valStr: is there already",
        "hotspot | HOTSPOT 'specificItems': {'a': 1} | specificItems: must be a list, was an object",
        "isolation | 'resource': 'a', 'threshold': 0 | threshold: must be a whole number from 1 to 4294967295",
        "isolation | 'resource': 'a', 'threshold': 4294967296 | threshold: must be a whole number from 1 to 4294967295",
        "isolation | 'resource': 'a', 'threshold': 1, 'metricType': 1 | metricType: must be 0 (Concurrency), was the number 1",
        "system | 'metricType': 5, 'triggerCount': 1 | metricType: must be one of",
        "system | 'metricType': 4, 'triggerCount': 1.5 | triggerCount: must be 0 to 1, was 1.5",
        "system | 'metricType': 0, 'triggerCount': -1 | triggerCount: must be a finite number, 0 or more",
        "system | 'metricType': 0, 'triggerCount': 1, 'strategy': 2 | strategy: must be one of -1 (NoAdaptive), 0 (NoAdaptive), 1 (BBR)",
        "system | 'metricType': 0, 'triggerCount': 1, 'resource': 'a' | resource: is no field here",
        "outlier | BREAKER 'maxEjectionPercent': 1.5 | maxEjectionPercent: must be 0 to 1, was 1.5",
      })
  void ruleThatSentinelDropsOrCannotRead_isRefusedAtItsField(
      String kind, String fields, String problem) {
    assertThat(problems(document(kind, fields)))
        .singleElement()
        .asString()
        .startsWith("a.json:1:")
        .contains(": " + kind + "[0]." + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[null, 1, \"x\"] | a.json:1:2: [0]: must be an object, was empty",
        "{\"flow\": {}} | a.json:1:10: flow: must be a list, was an object",
        "{\"flow\": [], \"hotspots\": []} | a.json:1:14: hotspots: is no field here; did you mean hotspot?",
      })
  void documentOfTheWrongShape_isRefused(String text, String problem) {
    assertThat(problems(new Document("a.json", text))).first().isEqualTo(problem);
  }
}
