package dev.weir.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.HotspotRule.SpecificItem;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bounds of sentinel-golang's IsValidRule, and Weir's own where Sentinel has none. */
final class KindsValidationTest {

  private static FlowRule flow(TokenCalculation tokens, @Nullable String refResource) {
    return new FlowRule(
        "id",
        "r",
        false,
        tokens,
        new ControlBehavior.Reject(),
        1,
        1000,
        Window.COMPATIBLE,
        refResource,
        Policy.DEFAULT);
  }

  private static HotspotRule hotspot(int capacity, SpecificItem... items) {
    return new HotspotRule(
        "id",
        "r",
        new Param(0, ""),
        new Metric.Concurrency(),
        1,
        capacity,
        List.of(items),
        Policy.DEFAULT);
  }

  private static SpecificItem item(ParamValue value) {
    return new SpecificItem(value, 1);
  }

  private static Arguments refused(String field, ThrowingCallable rule) {
    return Arguments.of(field, rule);
  }

  static Stream<Arguments> outOfBounds() {
    return Stream.of(
        refused("refResource", () -> flow(new TokenCalculation.Direct(), "")),
        refused("warmUpPeriodSec", () -> new TokenCalculation.WarmUp(0, 3)),
        refused("warmUpColdFactor", () -> new TokenCalculation.WarmUp(1, 1)),
        refused(
            "highMemUsageThreshold",
            () -> new TokenCalculation.MemoryAdaptive(1000, 0, 1024, 2048)),
        refused(
            "lowMemUsageThreshold",
            () -> new TokenCalculation.MemoryAdaptive(100, 100, 1024, 2048)),
        refused(
            "memLowWaterMarkBytes", () -> new TokenCalculation.MemoryAdaptive(1000, 100, 0, 2048)),
        refused(
            "memHighWaterMarkBytes",
            () -> new TokenCalculation.MemoryAdaptive(1000, 100, 2048, 2048)),
        refused("maxQueueingTimeMs", () -> new ControlBehavior.Throttling(-1)),
        refused("maxQueueingTimeMs", () -> new ControlBehavior.Throttling(1L << 32)),
        refused("threshold", () -> new Strategy.SlowRequestRatio(1.01, 1)),
        refused("maxAllowedRtMs", () -> new Strategy.SlowRequestRatio(1, -1)),
        refused("threshold", () -> new Strategy.ErrorRatio(Double.NaN)),
        refused("threshold", () -> new Strategy.ErrorCount(-1)),
        refused("statIntervalMs", () -> new StatWindow(0, 1)),
        refused("statSlidingWindowBucketCount", () -> new StatWindow(1, -1)),
        refused("retryTimeoutMs", () -> new Recovery(0, 1)),
        refused("probeNum", () -> new Recovery(1, -1)),
        refused("paramKey", () -> new Param(1, "k")),
        refused("durationInSec", () -> new Metric.Qps(0, 0, new ControlBehavior.Reject())),
        refused("burstCount", () -> new Metric.Qps(1, -1, new ControlBehavior.Reject())),
        refused("paramsMaxCapacity", () -> hotspot(HotspotRule.MAX_CAPACITY + 1)),
        refused(
            "specificItems",
            () -> hotspot(1, item(new ParamValue.OfLong(1)), item(new ParamValue.OfLong(1)))),
        refused("valStr", () -> new ParamValue.OfDouble(Double.NaN)),
        refused("threshold", () -> new IsolationRule("id", "r", false, 0, Policy.DEFAULT)),
        refused("threshold", () -> new IsolationRule("id", "r", false, 1L << 32, Policy.DEFAULT)),
        refused(
            "triggerCount",
            () ->
                new SystemRule(
                    "id",
                    SystemRule.MetricType.CPU_USAGE,
                    1.5,
                    SystemRule.Strategy.BBR,
                    Policy.DEFAULT)));
  }

  @ParameterizedTest
  @MethodSource("outOfBounds")
  void outOfBounds_isRefusedByName(String field, ThrowingCallable rule) {
    assertThatThrownBy(rule)
        .isInstanceOfSatisfying(
            InvalidRuleException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void valuesOfDifferentTypes_areDifferentItems() {
    assertThatCode(
            () ->
                hotspot(
                    0,
                    item(new ParamValue.OfLong(1)),
                    item(new ParamValue.OfString("1")),
                    item(new ParamValue.OfDouble(1)),
                    item(new ParamValue.OfBoolean(true))))
        .doesNotThrowAnyException();
  }

  @Test
  void bucketCount_isOneWhereItDoesNotDivide() {
    assertThat(new StatWindow(1000, 0).effectiveBucketCount()).isEqualTo(1);
    assertThat(new StatWindow(1000, 3).effectiveBucketCount()).isEqualTo(1);
    assertThat(new StatWindow(1000, 4).effectiveBucketCount()).isEqualTo(4);
  }

  @Test
  void systemRule_isAboutAllInboundTraffic() {
    SystemRule rule =
        new SystemRule(
            "id", SystemRule.MetricType.LOAD, 3, SystemRule.Strategy.NO_ADAPTIVE, Policy.DEFAULT);
    assertThat(rule.resource()).isEqualTo("__total_inbound_traffic__");
  }

  @Test
  void onlyPlainFlowRules_areDirect() {
    assertThat(flow(new TokenCalculation.Direct(), null).isDirect()).isTrue();
    assertThat(flow(new TokenCalculation.Direct(), "other").isDirect()).isFalse();
    assertThat(flow(new TokenCalculation.WarmUp(10, 3), null).isDirect()).isFalse();
  }
}
