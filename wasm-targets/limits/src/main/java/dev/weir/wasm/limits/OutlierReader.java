package dev.weir.wasm.limits;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.OutlierRule.ActiveRecovery;
import dev.weir.wasm.sdk.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"breaker":{…},"maxEjectionPercent":0.5,"recycleIntervalS":600}}; see {@link
 * BreakerReader}. The last may be left out.
 */
final class OutlierReader {

  private static final ActiveRecovery BY_TRAFFIC = new ActiveRecovery(false, 0, 0);

  private final JsonReader json;

  OutlierReader(JsonReader json) {
    this.json = json;
  }

  RuleReader.Body read() {
    Fields fields = new Fields(json);
    RuleReader.Body breaker = null;
    double percent = 0;
    int recycle = 0;
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "breaker" -> breaker = new BreakerReader(json).read();
        case "maxEjectionPercent" -> percent = json.decimal();
        case "recycleIntervalS" -> recycle = Fields.small(json.integer());
        default -> throw fields.unknown(name);
      }
    }
    fields.require("breaker");
    fields.require("maxEjectionPercent");
    return body(breaker, percent, recycle);
  }

  private RuleReader.Body body(RuleReader.@Nullable Body breaker, double percent, int recycle) {
    return head -> {
      if (breaker != null && breaker.of(head) instanceof CircuitBreakerRule rule) {
        return new OutlierRule(rule, percent, BY_TRAFFIC, recycle);
      }
      throw json.invalid("an outlier rule has a breaker");
    };
  }
}
