package dev.weir.wasm.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.envoy.FilterDelivery;
import dev.weir.envoy.FilterModule;
import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Plane;
import dev.weir.hook.Status;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TrafficRule;
import dev.weir.wasm.host.EndiveVm;
import dev.weir.wasm.host.MockProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.endive.wasm.Parser;

final class HttpFilterTest {

  private static final Set<String> HOST_CALLS =
      Set.of(
          "log",
          "get_buffer_bytes",
          "random_get",
          "get_current_time_nanoseconds",
          "get_header_map_pairs",
          "get_header_map_value",
          "replace_header_map_value",
          "remove_header_map_value",
          "get_shared_data",
          "get_property",
          "set_effective_context",
          "continue_stream",
          "set_tick_period_milliseconds",
          "set_shared_data",
          "define_metric",
          "increment_metric",
          "record_metric",
          "send_local_response");

  private final RecordingDelivery delivery = new RecordingDelivery();
  private final HttpFilter filter = new HttpFilter("1.2.3", "weir-http", "weir", delivery);

  private static FlowRule rule(String resource, LimitMode mode) {
    return FlowRule.direct("a", resource, 1, 1000, Policy.of(mode, null));
  }

  private static String reason(Ability ability) {
    return ((Ability.Unable) ability).reason();
  }

  @Test
  void spec_isThatOfTheProxyPlane() {
    assertThat(filter.spec())
        .isEqualTo(
            new HookSpec(
                "http", "1.2.3", Plane.PROXY, "weir-http", "limits HTTP requests inside Envoy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET:/orders", "POST:/", "OPTIONS:*", "M-SEARCH:/a:b/é"})
  void localRuleOfARequest_isAble(String resource) {
    assertThat(filter.judge(rule(resource, LimitMode.LOCAL))).isEqualTo(new Ability.Able(""));
  }

  private static OutlierRule outlier(String resource, boolean active) {
    CircuitBreakerRule breaker =
        new CircuitBreakerRule(
            "o",
            resource,
            new CircuitBreakerRule.Strategy.ErrorCount(1),
            1,
            new CircuitBreakerRule.StatWindow(1_000, 1),
            new CircuitBreakerRule.Recovery(1_000, 0),
            Policy.DEFAULT);
    return new OutlierRule(breaker, 0.5, new OutlierRule.ActiveRecovery(active, 1_000, 1), 0);
  }

  @Test
  void outlierRule_isAbleUnlessNodesAreToBeAsked() {
    assertThat(((Ability.Able) filter.judge(outlier("GET:/", false))).note())
        .contains("override_host");
    assertThat(reason(filter.judge(outlier("GET:/", true)))).contains("active recovery");
    assertThat(reason(filter.judge(outlier("p.S/M", false)))).contains("METHOD:/path");
  }

  @Test
  void globalModes_areSharedOutWhereTheServiceIsAndSaySo() {
    FlowRule global = rule("GET:/", LimitMode.GLOBAL);
    FlowRule equal = rule("GET:/", LimitMode.GLOBAL_TO_LOCAL);
    String without = " is counted per proxy until Weir's service is there: install the feature ";
    assertThat(note(global)).startsWith("limitMode GLOBAL" + without);
    assertThat(note(equal)).startsWith("limitMode GLOBAL_TO_LOCAL" + without);
    delivery.service = true;
    assertThat(note(global)).startsWith("limitMode GLOBAL holds over all proxies");
    assertThat(note(equal)).startsWith("limitMode GLOBAL_TO_LOCAL is an equal part");
  }

  @Test
  void globalModeOfOtherKinds_isCountedPerProxyAndSaysSo() {
    delivery.service = true;
    Policy global = Policy.of(LimitMode.GLOBAL, null);
    assertThat(note(new IsolationRule("i", "GET:/", false, 1, global)))
        .isEqualTo("limitMode GLOBAL is counted per proxy");
    assertThat(note(FlowRule.direct("day", "GET:/", 1, FlowRule.MAX_INTERVAL_MS, global)))
        .isEqualTo("limitMode GLOBAL is counted per proxy");
  }

  private String note(Rule rule) {
    return ((Ability.Able) filter.judge(rule)).note();
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", ":/orders", "tcp:8080", "GET /orders", "get:/orders"})
  void resourceThatIsNoRequest_isUnable(String resource) {
    assertThat(reason(filter.judge(rule(resource, LimitMode.LOCAL))))
        .isEqualTo("the resource is not METHOD:/path, was '" + resource + "'");
  }

  @Test
  void pathThatNoRequestHas_isUnable() {
    assertThat(reason(filter.judge(rule("GET:orders", LimitMode.LOCAL))))
        .contains("must start with '/'");
    assertThat(reason(filter.judge(rule("GET:/orders?a=1", LimitMode.LOCAL))))
        .contains("without its query");
  }

  @Test
  void trafficRule_isUnable() {
    Rule traffic =
        new TrafficRule(
            "t",
            TrafficRule.Protocol.TCP,
            80,
            TrafficRule.Metric.CONNECTIONS,
            TrafficRule.Per.SOURCE,
            1,
            1000,
            1);
    assertThat(reason(filter.judge(traffic))).isEqualTo("a filter in the proxy sees no packets");
  }

  @Test
  void attach_deliversTheModuleAndRendersWhatItTakes() throws HookException {
    Attachment attachment = filter.attach("slot-7");
    assertThat(attachment).isSameAs(delivery.attachment);
    assertThat(delivery.delivered).containsExactly("http 1.2.3 HTTP weir slot-7");
    String configuration =
        delivery.render.apply(new RuleSet(3, List.of(rule("GET:/a", LimitMode.LOCAL))));
    assertThat(
            EndiveVm.start(Parser.parse(delivery.code), new MockProxy(), HOST_CALLS)
                .configure(configuration))
        .isTrue();
  }

  @Test
  void module_isWithinItsBudget() throws HookException {
    filter.attach("slot");
    assertThat(delivery.code.length).isLessThan(250 * 1024);
    assertThat(delivery.lean.length).isLessThan(150 * 1024);
  }

  @Test
  void rulesOfEveryKind_areJudged() {
    Rule isolation = new IsolationRule("i", "GET:/orders", false, 5, Policy.DEFAULT);
    assertThat(filter.judge(isolation)).isEqualTo(Ability.yes());
    assertThat(filter.judge(hotspot(new Param(0, "header:x-user")))).isEqualTo(Ability.yes());
    assertThat(reason(filter.judge(hotspot(new Param(0, "user"))))).contains("header:NAME");
    assertThat(reason(filter.judge(hotspot(new Param(9, ""))))).contains("-4 to 3, was 9");
    Rule pattern = new IsolationRule("i", "^GET:/orders/", true, 5, Policy.DEFAULT);
    assertThat(filter.judge(pattern)).isEqualTo(Ability.yes());
    Rule broken = new IsolationRule("i", "(", true, 5, Policy.DEFAULT);
    assertThat(filter.judge(broken)).isInstanceOf(Ability.Unable.class);
    Rule system =
        new SystemRule(
            "s",
            SystemRule.MetricType.CPU_USAGE,
            0.5,
            SystemRule.Strategy.NO_ADAPTIVE,
            Policy.DEFAULT);
    assertThat(reason(filter.judge(system))).contains("feature weir-envoy-service");
    delivery.service = true;
    assertThat(((Ability.Able) filter.judge(system)).note()).contains("older than 2 s");
  }

  @Test
  void rulesOfTheProxysOwnStatistics_needNoService() {
    for (SystemRule.MetricType metric : SystemRule.MetricType.values()) {
      Rule rule = new SystemRule("s", metric, 0.5, SystemRule.Strategy.NO_ADAPTIVE, Policy.DEFAULT);
      boolean ofTheHost =
          metric == SystemRule.MetricType.LOAD || metric == SystemRule.MetricType.CPU_USAGE;
      assertThat(filter.judge(rule) instanceof Ability.Able).as("%s", metric).isEqualTo(!ofTheHost);
    }
  }

  private static Rule hotspot(Param param) {
    return new HotspotRule(
        "h",
        "GET:/orders",
        param,
        new HotspotRule.Metric.Concurrency(),
        1,
        0,
        List.of(),
        Policy.DEFAULT);
  }

  private static final class RecordingDelivery implements FilterDelivery {

    private final Attachment attachment = new NoAttachment();
    private final List<String> delivered = new ArrayList<>();
    private byte[] code = {};
    private byte[] lean = {};
    private boolean service;
    private Function<RuleSet, String> render = slice -> "";

    @Override
    public boolean delivers(String name) {
      return service && name.equals("service");
    }

    @Override
    public Attachment deliver(
        FilterModule module, String slot, Function<RuleSet, String> newRender) {
      delivered.add(
          String.join(
              " ", module.name(), module.version(), module.layer().name(), module.vmId(), slot));
      code = module.code();
      lean = module.forRules(RuleSet.EMPTY).code();
      render = newRender;
      return attachment;
    }
  }

  private static final class NoAttachment implements Attachment {

    @Override
    public void apply(RuleSet slice) {}

    @Override
    public Status status() {
      return new Status(true, "", Map.of());
    }

    @Override
    public void release() {}

    @Override
    public void detach() {}
  }
}
