package dev.weir.opensergo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import dev.weir.opensergo.Definition.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The numbers that the definitions let through are those that the reader takes, in the widest of
 * the objects in which a field can stand: that a share ends at 1 is a rule of the definition, and
 * no bound.
 */
final class DefinitionBoundsTest {

  /** Where bounds of any field lie, or could. */
  private static final List<Long> PROBES =
      List.of(
          Long.MIN_VALUE,
          -1L,
          0L,
          1L,
          2L,
          100L,
          1_000L,
          65_535L,
          1_000_000L,
          86_400L,
          86_400_000L,
          1_000_000_000L,
          1_000_000_000_000L,
          (long) Integer.MAX_VALUE,
          0xFFFF_FFFFL,
          Long.MAX_VALUE);

  private static final String BREAKER =
      "statIntervalMs: 1000, retryTimeoutMs: 1, minRequestAmount: 1,"
          + " statSlidingWindowBucketCount: 1, probeNum: 1";
  private static final String FLOW = "threshold: 1, statIntervalInMs: 1000";
  private static final String WARM =
      "tokenCalculateStrategy: WarmUp, warmUpPeriodSec: 1, warmUpColdFactor: 2,"
          + " controlBehavior: Throttling, maxQueueingTimeMs: 1";
  private static final String PACED =
      "controlBehavior: Throttling, maxQueueingTimeMs: 1, durationInSec: 1";
  private static final String MEMORY =
      "tokenCalculateStrategy: MemoryAdaptive, lowMemUsageThreshold: %d,"
          + " highMemUsageThreshold: %d, memLowWaterMarkBytes: %d, memHighWaterMarkBytes: %d";
  private static final String WIDE = MEMORY.formatted(Long.MAX_VALUE, 1, 1, Long.MAX_VALUE);
  private static final String ITEMS =
      "paramIndex: 0, threshold: 1, paramsMaxCapacity: 1,"
          + " specificItems: [{valKind: KindInt, valStr: '1', threshold: 1}]";

  /** Specs in which everything else is right. */
  private static final Map<String, List<String>> WHOLE =
      Map.ofEntries(
          Map.entry(
              "RateLimitStrategy",
              List.of(
                  "{metricType: RequestAmount, limitMode: Local, threshold: 1,"
                      + " statDurationSeconds: 1}")),
          Map.entry("ConcurrencyLimitStrategy", List.of("{maxConcurrency: 1, limitMode: Local}")),
          Map.entry(
              "CircuitBreakerStrategy",
              List.of(
                  "{strategy: ErrorRequestRatio, triggerRatio: 1%, statDuration: 1s,"
                      + " recoveryTimeout: 1s, minRequestAmount: 1}")),
          Map.entry(
              "AdaptiveOverloadProtectionStrategy",
              List.of("{metricType: AvgRT, triggerThreshold: 1}")),
          Map.entry(
              "HttpRequestFallbackAction",
              List.of(
                  "{behavior: ReturnProvidedResponse, behaviorDesc: {responseStatusCode: 429}}")),
          Map.entry(
              "FlowRules",
              List.of(
                  "{rules: [{resource: r, " + FLOW + ", " + WARM + "}]}",
                  "{rules: [{resource: r, " + FLOW + ", " + WIDE + "}]}")),
          Map.entry(
              "CircuitBreakerRules",
              List.of(
                  "{rules: [{resource: r, strategy: ErrorCount, threshold: 1, " + BREAKER + "}]}",
                  "{rules: [{resource: r, strategy: SlowRequestRatio, threshold: 1,"
                      + " maxAllowedRtMs: 1, "
                      + BREAKER
                      + "}]}")),
          Map.entry(
              "HotspotRules",
              List.of(
                  "{rules: [{resource: r, metricType: QPS, " + PACED + ", " + ITEMS + "}]}",
                  "{rules: [{resource: r, metricType: Concurrency, durationInSec: 1, "
                      + ITEMS
                      + "}]}",
                  "{rules: [{resource: r, metricType: QPS, durationInSec: 1, burstCount: 1, "
                      + ITEMS
                      + "}]}")),
          Map.entry("IsolationRules", List.of("{rules: [{resource: r, threshold: 1}]}")),
          Map.entry(
              "SystemRules",
              List.of("{rules: [{metricType: AvgRT, strategy: NoAdaptive, triggerCount: 1}]}")),
          Map.entry(
              "Rule",
              List.of(
                  "{resource: r, fallback: {responseStatusCode: 429}, flow: {"
                      + FLOW
                      + ", "
                      + WARM
                      + "}}",
                  "{resource: r, flow: {" + FLOW + ", " + WIDE + "}}",
                  "{resource: r, circuitBreaker: {strategy: ErrorCount, threshold: 1, "
                      + BREAKER
                      + "}}",
                  "{resource: r, circuitBreaker: {strategy: SlowRequestRatio, threshold: 1,"
                      + " maxAllowedRtMs: 1, "
                      + BREAKER
                      + "}}",
                  "{resource: r, hotspot: {metricType: QPS, " + PACED + ", " + ITEMS + "}}",
                  "{resource: r, hotspot: {metricType: Concurrency, durationInSec: 1, "
                      + ITEMS
                      + "}}",
                  "{resource: r, hotspot: {metricType: QPS, durationInSec: 1, burstCount: 1, "
                      + ITEMS
                      + "}}",
                  "{resource: r, isolation: {threshold: 1}}",
                  "{system: {metricType: AvgRT, strategy: NoAdaptive, triggerCount: 1}}")),
          Map.entry(
              "FlowRule",
              List.of(
                  "{resource: r, fallback: {responseStatusCode: 429}, " + FLOW + ", " + WARM + "}",
                  "{resource: r, " + FLOW + ", " + WIDE + "}")),
          Map.entry(
              "OutlierRule",
              List.of(
                  "{resource: r, strategy: ErrorCount, threshold: 1, fallback: {responseStatusCode:"
                      + " 429}, maxEjectionPercent: 1, recoveryIntervalMs: 1,"
                      + " maxRecoveryAttempts: 1, recycleIntervalS: 1, "
                      + BREAKER
                      + "}",
                  "{resource: r, strategy: SlowRequestRatio, threshold: 1, maxAllowedRtMs: 1, "
                      + BREAKER
                      + "}")),
          Map.entry(
              "TrafficRule",
              List.of(
                  "{protocol: TCP, metric: Bytes, per: SourcePrefix, ipv4Prefix: 1, ipv6Prefix: 1,"
                      + " threshold: 1, burst: 1, statIntervalInMs: 1, action: Mark, mark: 1}")));

  static List<Definition> definitions() {
    return Definition.all();
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void numbersOfDefinition_areTheNumbersThatAreRead(Definition definition) {
    List<String> differences = new ArrayList<>();
    for (Level level : definition.levels()) {
      Map<String, Object> properties = Definition.map(level.schema().get("properties"));
      for (String name : level.fields()) {
        Map<String, Object> schema = Definition.map(properties.get(name));
        if (Set.of("integer", "number").contains(String.valueOf(schema.get("type")))) {
          compare(definition, level, name, differences);
        }
      }
    }

    assertThat(differences).isEmpty();
  }

  private static void compare(
      Definition definition, Level level, String name, List<String> differences) {
    Map<String, Object> properties = Definition.map(level.schema().get("properties"));
    Map<String, Object> schema = Definition.map(properties.get(name));
    for (BigDecimal value : values(schema)) {
      boolean read =
          WHOLE.getOrDefault(definition.kind(), List.of()).stream()
              .map(whole -> with(whole, level, name, value))
              .flatMap(Optional::stream)
              .anyMatch(
                  spec ->
                      Reader.read(new Document("a.json", definition.object(spec)))
                          .problems()
                          .isEmpty());
      if (read != passes(schema, value)) {
        differences.add(
            level.field(name)
                + " = "
                + value.toPlainString()
                + (read ? " is read" : " is refused"));
      }
    }
  }

  /** A spec with a number in the place of a field; nothing where it has not that level. */
  private static Optional<String> with(String whole, Level level, String name, BigDecimal value) {
    Object spec = new Yaml().load(whole);
    Object at = spec;
    for (String step : level.path()) {
      at = at instanceof List<?> list ? list.get(0) : Definition.map(at).get(step);
    }
    if (at == null) {
      return Optional.empty();
    }
    Definition.map(at).put(name, value);
    return Optional.of(json(spec));
  }

  private static String json(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      StringJoiner members = new StringJoiner(",", "{", "}");
      map.forEach((key, member) -> members.add("\"" + key + "\":" + json(member)));
      return members.toString();
    }
    if (value instanceof List<?> list) {
      StringJoiner items = new StringJoiner(",", "[", "]");
      list.forEach(item -> items.add(json(item)));
      return items.toString();
    }
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
  }

  private static Set<BigDecimal> values(Map<String, Object> schema) {
    Set<BigDecimal> values = new TreeSet<>();
    for (long probe : PROBES) {
      values.add(BigDecimal.valueOf(probe));
      values.add(BigDecimal.valueOf(probe).add(BigDecimal.ONE));
    }
    for (String bound : List.of("minimum", "maximum")) {
      BigDecimal at = number(schema.get(bound));
      if (at != null) {
        values.addAll(List.of(at.subtract(BigDecimal.ONE), at, at.add(BigDecimal.ONE)));
      }
    }
    return values;
  }

  private static boolean passes(Map<String, Object> schema, BigDecimal value) {
    BigDecimal least = number(schema.get("minimum"));
    BigDecimal most = number(schema.get("maximum"));
    return (least == null || value.compareTo(least) >= 0)
        && (most == null || value.compareTo(most) <= 0)
        && fits(String.valueOf(schema.get("format")), value);
  }

  private static boolean fits(String format, BigDecimal value) {
    return switch (format) {
      case "int32" -> value.compareTo(BigDecimal.valueOf(value.intValue())) == 0;
      case "int64" -> value.compareTo(BigDecimal.valueOf(value.longValue())) == 0;
      default -> true;
    };
  }

  private static @Nullable BigDecimal number(@Nullable Object bound) {
    return bound == null ? null : new BigDecimal(bound.toString());
  }
}
