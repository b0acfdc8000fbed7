package dev.weir.wasm.limits;

import dev.weir.rule.Rule;
import dev.weir.wasm.sdk.json.JsonReader;
import java.util.List;

/** Outlier rules are read, and nothing is done by them. */
final class OutlierReading extends Upstreams {

  @Override
  RuleReader.Body read(JsonReader json) {
    return new OutlierReader(json).read();
  }

  @Override
  SharedNodes nodes(String prefix, String resource, List<Rule> rules) {
    throw new AssertionError("no rule is compiled");
  }

  @Override
  void configured(List<Rule> rules) {}

  @Override
  void strip() {}

  @Override
  void choose(Limit limit, long nanos, Counters counters) {}

  @Override
  void completed(Limit limit, long nanos, long rtMs, boolean error, Counters counters) {}
}
