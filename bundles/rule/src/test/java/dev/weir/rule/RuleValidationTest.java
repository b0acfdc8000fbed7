package dev.weir.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleValidationTest {

  private static FlowRule flow(double threshold, int interval) {
    return FlowRule.direct("id", "GET:/", threshold, interval, Policy.DEFAULT);
  }

  private static TrafficRule traffic(Protocol protocol, int port, Metric metric, long units) {
    return new TrafficRule("id", protocol, port, metric, Per.ALL, units, 1_000, units);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.001, Double.NaN, Double.POSITIVE_INFINITY, 1e300})
  void flowThresholdOutOfBounds_isRefusedByName(double threshold) {
    assertThatThrownBy(() -> flow(threshold, 1_000))
        .isInstanceOfSatisfying(
            InvalidRuleException.class, e -> assertThat(e.field()).isEqualTo("threshold"));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, FlowRule.MAX_INTERVAL_MS + 1})
  void flowIntervalOutOfBounds_isRefusedByName(int interval) {
    assertThatThrownBy(() -> flow(1, interval))
        .hasMessage("statIntervalInMs must be 1 to 86400000, was " + interval);
  }

  @Test
  void flowAtItsBounds_isTaken() {
    assertThatCode(() -> flow(0, 1)).doesNotThrowAnyException();
    assertThatCode(() -> flow(9.2e18, FlowRule.MAX_INTERVAL_MS)).doesNotThrowAnyException();
  }

  @Test
  void flowRule_isSharedWhereItsModeSaysSoAndItIsDirectRejectsAndNamesOneResource() {
    Policy global = Policy.of(LimitMode.GLOBAL, null);
    int longest = FlowRule.MAX_SHARED_INTERVAL_MS;
    assertThat(FlowRule.direct("id", "r", 1, longest, global).isShared()).isTrue();
    assertThat(FlowRule.direct("id", "r", 1, longest + 1, global).isShared()).isFalse();
    assertThat(FlowRule.direct("id", "r", 1, longest, Policy.DEFAULT).isShared()).isFalse();
    FlowRule[] others = {
      of(true, new TokenCalculation.Direct(), new ControlBehavior.Reject(), null),
      of(false, new TokenCalculation.WarmUp(10, 3), new ControlBehavior.Reject(), null),
      of(false, new TokenCalculation.Direct(), new ControlBehavior.Throttling(5), null),
      of(false, new TokenCalculation.Direct(), new ControlBehavior.Reject(), "other")
    };
    assertThat(others).noneMatch(FlowRule::isShared);
    assertThat(of(false, new TokenCalculation.Direct(), new ControlBehavior.Reject(), null))
        .matches(FlowRule::isShared);
  }

  private static FlowRule of(
      boolean regex, TokenCalculation tokens, ControlBehavior behavior, @Nullable String ref) {
    Policy policy = Policy.of(LimitMode.GLOBAL, null);
    return new FlowRule("id", "r", regex, tokens, behavior, 9, 1_000, Window.SLIDING, ref, policy);
  }

  @Test
  void resourceAtItsBound_isTakenAndOneMoreIsNot() {
    assertThatCode(() -> FlowRule.perSecond("id", "r".repeat(1024), 1)).doesNotThrowAnyException();
    assertThatThrownBy(() -> FlowRule.perSecond("id", "r".repeat(1025), 1))
        .hasMessage("resource must have 1 to 1024 characters, had 1025");
    assertThatThrownBy(() -> FlowRule.perSecond("", "r", 1)).hasMessageStartingWith("id must have");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_536})
  void portOutOfBounds_isRefused(int port) {
    assertThatThrownBy(() -> traffic(Protocol.TCP, port, Metric.PACKETS, 1))
        .hasMessage("port must be 1 to 65535, was " + port);
  }

  @Test
  void connectionsOfUdp_areRefused() {
    assertThatThrownBy(() -> traffic(Protocol.UDP, 53, Metric.CONNECTIONS, 1))
        .hasMessageContaining("needs protocol TCP");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, TrafficRule.MAX_THRESHOLD + 1})
  void trafficUnitsOutOfBounds_areRefused(long units) {
    assertThatThrownBy(() -> traffic(Protocol.UDP, 53, Metric.PACKETS, units))
        .hasMessageStartingWith("threshold must be 1 to 1000000000");
  }

  @Test
  void trafficResource_isProtocolAndPort() {
    assertThat(traffic(Protocol.UDP, 53, Metric.PACKETS, 1).resource()).isEqualTo("udp:53");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 199, 600})
  void fallbackStatusOutOfBounds_isRefused(int status) {
    assertThatThrownBy(() -> new Fallback(status, List.of(), ""))
        .hasMessage("status must be 200 to 599, was " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":path", "a b", "a\r\nb", "é"})
  void headerKeyThatIsNoToken_isRefused(String key) {
    assertThatThrownBy(() -> new Fallback.Header(key, "v"))
        .isInstanceOf(InvalidRuleException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: b", "a\nb", "a\0b"})
  void headerValueOfMoreThanOneLine_isRefused(String value) {
    assertThatThrownBy(() -> new Fallback.Header("X-A", value)).hasMessageContaining("one line");
  }

  @Test
  void tooMuchFallback_isRefused() {
    assertThatThrownBy(() -> new Fallback(429, List.of(), "b".repeat(Fallback.MAX_BODY + 1)))
        .hasMessageStartingWith("body must");
    assertThatThrownBy(
            () ->
                new Fallback(
                    429,
                    Collections.nCopies(Fallback.MAX_HEADERS + 1, new Fallback.Header("a", "b")),
                    ""))
        .hasMessageStartingWith("headers must");
  }

  @Test
  void sameIdTwice_isRefused() {
    FlowRule rule = FlowRule.perSecond("a", "r", 1);
    assertThatThrownBy(() -> new RuleSet(1, List.of(rule, rule))).hasMessageContaining("'a'");
  }
}
