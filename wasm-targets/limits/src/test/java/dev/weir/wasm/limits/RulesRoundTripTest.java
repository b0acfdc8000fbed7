package dev.weir.wasm.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.HotspotRule.SpecificItem;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.OutlierRule.ActiveRecovery;
import dev.weir.rule.ParamValue;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import dev.weir.wasm.limits.hook.SliceJson;
import dev.weir.wasm.sdk.abi.ArrayMemory;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the daemon writes is what the filter reads, for every kind and every field. */
final class RulesRoundTripTest {

  private static final Policy POLICY =
      new Policy(LimitMode.LOCAL, true, new Fallback(503, List.of(), "later"));
  private static final ControlBehavior PACE = new ControlBehavior.Throttling(250);
  private static final ActiveRecovery BY_TRAFFIC = new ActiveRecovery(false, 0, 0);
  private static final ControlBehavior REJECT = new ControlBehavior.Reject();

  static List<Rule> rules() {
    return List.of(
        FlowRule.direct("a", "GET:/", 12.5, 1_000, Policy.DEFAULT),
        flow(new TokenCalculation.WarmUp(10, 3), PACE, Window.SLIDING),
        flow(new TokenCalculation.Direct(), PACE, Window.COMPATIBLE),
        flow(new TokenCalculation.WarmUp(7, 5), REJECT, Window.COMPATIBLE),
        new IsolationRule("i", "GET:/", false, IsolationRule.MAX_THRESHOLD, Policy.DEFAULT),
        new IsolationRule("i", "^GET:", true, 1, POLICY),
        breaker(new Strategy.SlowRequestRatio(0.25, 100), 0),
        breaker(new Strategy.ErrorRatio(1), 3),
        breaker(new Strategy.ErrorCount(7), Long.MAX_VALUE),
        new OutlierRule(breaker(new Strategy.ErrorRatio(0.5), 2), 0.75, BY_TRAFFIC, 60),
        new OutlierRule(breaker(new Strategy.SlowRequestRatio(1, 9), 0), 0, BY_TRAFFIC, 0),
        hotspot(new Param(-1, ""), new Metric.Concurrency()),
        hotspot(new Param(0, "query:user"), new Metric.Qps(60, 5, REJECT)),
        hotspot(new Param(3, ""), new Metric.Qps(1, 0, PACE)),
        flow(new TokenCalculation.MemoryAdaptive(9, 2, 1L << 30, 1L << 40), REJECT, Window.SLIDING),
        system(SystemRule.MetricType.LOAD, SystemRule.Strategy.BBR),
        system(SystemRule.MetricType.AVG_RT, SystemRule.Strategy.NO_ADAPTIVE),
        system(SystemRule.MetricType.CONCURRENCY, SystemRule.Strategy.NO_ADAPTIVE),
        system(SystemRule.MetricType.INBOUND_QPS, SystemRule.Strategy.NO_ADAPTIVE),
        system(SystemRule.MetricType.CPU_USAGE, SystemRule.Strategy.BBR));
  }

  private static Rule system(SystemRule.MetricType metric, SystemRule.Strategy strategy) {
    return new SystemRule("s", metric, 0.75, strategy, POLICY);
  }

  private static Rule flow(TokenCalculation tokens, ControlBehavior behavior, Window window) {
    return new FlowRule(
        "f", "GET:/é", true, tokens, behavior, 1e9, 86_400_000, window, null, POLICY);
  }

  private static CircuitBreakerRule breaker(Strategy strategy, long probes) {
    return new CircuitBreakerRule(
        "b", "GET:/", strategy, 5, new StatWindow(1_000, 10), new Recovery(3_000, probes), POLICY);
  }

  private static Rule hotspot(Param param, Metric metric) {
    List<SpecificItem> items =
        List.of(
            new SpecificItem(new ParamValue.OfString("gold \""), 100),
            new SpecificItem(new ParamValue.OfString("7"), 0));
    return new HotspotRule("h", "GET:/", param, metric, 10, 1_000, items, POLICY);
  }

  private static List<Rule> read(String text) {
    ArrayMemory memory = new ArrayMemory(Utf8.length(text) + 8);
    Slice bytes = new Slice(8, Utf8.write(memory, 8, text));
    return new ConfigurationReader(memory, new OutlierReading(), Requests.UNDEFINED)
        .read(bytes)
        .rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rule_isReadAsItWasWritten(Rule rule) {
    assertThat(read(SliceJson.render(new RuleSet(1, List.of(rule))))).containsExactly(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'isolation':{'threshold':0}",
        "'isolation':{}",
        "'isolation':{'threshold':1,'x':1}",
        "'isolation':{'threshold':1},'threshold':1",
        "'isolation':{'threshold':1},'breaker':{}",
        "'breaker':{'errorRatio':0.5}",
        "'breaker':{'errorRatio':2,'minRequestAmount':1,'statIntervalMs':1,'retryTimeoutMs':1}",
        "'breaker':{'slowRatio':1,'minRequestAmount':1,'statIntervalMs':1,'retryTimeoutMs':1}",
        "'breaker':{'errorRatio':1,'errorCount':1,'minRequestAmount':1,'statIntervalMs':1,"
            + "'retryTimeoutMs':1}",
        "'outlier':{'maxEjectionPercent':1}",
        "'outlier':{'breaker':{'errorCount':1,'minRequestAmount':1,'statIntervalMs':1,"
            + "'retryTimeoutMs':1}}",
        "'outlier':{'maxEjectionPercent':1.5,'breaker':{'errorCount':1,'minRequestAmount':1,"
            + "'statIntervalMs':1,'retryTimeoutMs':1}}",
        "'hotspot':{'threshold':-1}",
        "'hotspot':{'threshold':1,'key':'header:x','index':1}",
        "'hotspot':{'threshold':1,'items':[{'value':'a','threshold':1},"
            + "{'value':'a','threshold':2}]}",
        "'hotspot':{'threshold':1,'capacity':1000001}",
        "'threshold':1,'statIntervalInMs':1000,'warmUp':{'periodSec':1,'coldFactor':1}",
        "'threshold':1,'statIntervalInMs':1000,'maxQueueingTimeMs':-1",
        "'threshold':1,'statIntervalInMs':1000,'mystery':1",
        "'system':{'metric':'load'}",
        "'system':{'trigger':1}",
        "'system':{'metric':'heat','trigger':1}",
        "'system':{'metric':'cpuUsage','trigger':1.5}",
        "'system':{'metric':'load','trigger':-1}",
        "'threshold':1,'statIntervalInMs':1000,'memory':{'lowUsage':1,'highUsage':1}",
        "'threshold':1,'statIntervalInMs':1000,"
            + "'memory':{'lowUsage':1,'highUsage':9,'lowBytes':1,'highBytes':2}"
      })
  void whatIsWrong_isRefused(String body) {
    String text = "{'revision':1,'rules':[{'id':'a','resource':'GET:/'," + body + "}]}";
    assertThatThrownBy(() -> read(text.replace('\'', '"'))).isInstanceOf(RefusedException.class);
  }
}
