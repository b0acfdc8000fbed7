package dev.weir.wasm.limits.hook;

import dev.weir.rule.Cidr;
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
import dev.weir.rule.HttpResource;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.ParamValue;
import dev.weir.rule.Policy;
import dev.weir.rule.RequestMatch;
import dev.weir.rule.RequestMatch.Comparison;
import dev.weir.rule.RequestMatch.Condition;
import dev.weir.rule.RequestMatch.Part;
import dev.weir.rule.RequestMatch.Test;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import java.util.List;

/** A slice of rules as the filter's configuration; {@code ConfigurationReader} reads it. */
public final class SliceJson {

  private static final int SERVER_ERRORS = 500;

  private SliceJson() {}

  /** Renders once, so that every class it needs is there when the bundle stops. */
  public static void load() {
    Fallback fallback = new Fallback(429, List.of(new Fallback.Header("k", "v")), "");
    Policy policy = Policy.of(LimitMode.LOCAL, fallback);
    SpecificItem item = new SpecificItem(new ParamValue.OfLong(1), 1);
    Metric metric = new Metric.Qps(1, 0, new ControlBehavior.Throttling(1));
    Strategy strategy = new Strategy.ErrorRatio(1);
    StatWindow window = new StatWindow(1000, 1);
    Recovery recovery = new Recovery(1, 1);
    CircuitBreakerRule node =
        new CircuitBreakerRule("o", "GET:/", strategy, 1, window, recovery, policy);
    HttpResource resource =
        new HttpResource(
            "r",
            HttpResource.PREFIX + "r",
            List.of(
                new RequestMatch(
                    List.of(
                        new Condition(Part.PATH, "", new Test.Text(Comparison.EXACT, "/")),
                        new Condition(
                            Part.CLIENT, "", new Test.Within(List.of(Cidr.parse("::/0"))))))));
    RuleSet slice =
        new RuleSet(
            0,
            List.of(
                FlowRule.direct("f", "GET:/", 1, 1000, policy),
                new IsolationRule("i", "GET:/", false, 1, policy),
                new CircuitBreakerRule("b", "GET:/", strategy, 1, window, recovery, policy),
                resource,
                new OutlierRule(node, 1, new OutlierRule.ActiveRecovery(false, 0, 0), 0),
                new SystemRule(
                    "s", SystemRule.MetricType.LOAD, 1, SystemRule.Strategy.NO_ADAPTIVE, policy),
                new HotspotRule(
                    "h", "GET:/", new Param(0, ""), metric, 1, 1, List.of(item), policy)));
    ShardedJson.render(head(slice, SERVER_ERRORS), slice.rules(), FilterCode.mark(new byte[0]));
  }

  /** The rules of the slice that filters know, in order. */
  public static String render(RuleSet slice) {
    return whole(slice, SERVER_ERRORS);
  }

  /**
   * The same for a filter; a large slice is divided into shards.
   *
   * @param code {@link FilterCode#mark} of the filter that is to read it
   */
  public static String render(RuleSet slice, long code) {
    return render(slice, SERVER_ERRORS, code);
  }

  /**
   * The same.
   *
   * @param firstError HTTP statuses from this one on are failures, 400 to 599
   */
  public static String render(RuleSet slice, int firstError, long code) {
    return slice.rules().size() < ShardedJson.LEAST_RULES
        ? whole(slice, firstError)
        : ShardedJson.render(head(slice, firstError), slice.rules(), code);
  }

  private static String whole(RuleSet slice, int firstError) {
    JsonWriter json = head(slice, firstError).name("rules").beginArray();
    RuleJson rules = new RuleJson(json);
    for (Rule rule : slice.rules()) {
      rules.write(rule);
    }
    return json.endArray().endObject().toString();
  }

  private static JsonWriter head(RuleSet slice, int firstError) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("revision").number(slice.revision());
    if (firstError != SERVER_ERRORS) {
      json.name("firstError").number(firstError);
    }
    ResourceJson.write(json, slice.rules());
    return json;
  }
}
