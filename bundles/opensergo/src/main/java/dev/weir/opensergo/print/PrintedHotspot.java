package dev.weir.opensergo.print;

import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric.Qps;
import dev.weir.rule.HotspotRule.SpecificItem;
import dev.weir.rule.ParamValue;
import dev.weir.rule.ParamValue.OfBoolean;
import dev.weir.rule.ParamValue.OfDouble;
import dev.weir.rule.ParamValue.OfLong;
import dev.weir.rule.ParamValue.OfString;
import java.util.List;
import java.util.Map;

/** Writes the fields of hotspot rules. */
final class PrintedHotspot {

  private PrintedHotspot() {}

  static void write(HotspotRule rule, Entries body) {
    if (rule.metric() instanceof Qps qps) {
      body.put("metricType", "QPS").put("durationInSec", qps.durationInSec());
      body.unless(0L, "burstCount", qps.burstCount());
      PrintedFlow.write(qps.controlBehavior(), body);
    } else {
      body.put("metricType", "Concurrency");
    }
    body.put("threshold", rule.threshold());
    body.unless(0, "paramIndex", rule.param().index());
    body.unless("", "paramKey", rule.param().key());
    body.unless(0, "paramsMaxCapacity", rule.paramsMaxCapacity());
    List<Map<String, Object>> items =
        rule.specificItems().stream().map(PrintedHotspot::item).toList();
    body.unless(List.of(), "specificItems", items);
  }

  private static Map<String, Object> item(SpecificItem item) {
    Entries entries = new Entries();
    ParamValue value = item.value();
    if (value instanceof OfLong whole) {
      entries.put("valKind", "KindInt").put("valStr", Long.toString(whole.value()));
    } else if (value instanceof OfString text) {
      entries.put("valKind", "KindString").put("valStr", text.value());
    } else if (value instanceof OfBoolean truth) {
      entries.put("valKind", "KindBool").put("valStr", Boolean.toString(truth.value()));
    } else if (value instanceof OfDouble number) {
      entries.put("valKind", "KindFloat64").put("valStr", Double.toString(number.value()));
    }
    return entries.put("threshold", item.threshold()).map();
  }
}
