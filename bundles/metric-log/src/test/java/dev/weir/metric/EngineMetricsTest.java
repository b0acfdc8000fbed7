package dev.weir.metric;

import static dev.weir.metric.Lines.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.Engine;
import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Options;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineMetricsTest {

  private long nowMs = T0;
  private final Engine engine = new Engine(() -> nowMs * 1_000_000);

  private Entry enter(String resource, boolean inbound) {
    Entry entry = new Entry();
    entry.inbound(inbound);
    engine.enter(engine.resource(resource), entry);
    return entry;
  }

  private List<MetricItem> second(long startMs) {
    return new EngineMetrics(engine).second(startMs);
  }

  @Test
  void callsOfASecond_areItsFigures() {
    engine.load(new RuleSet(1, List.of(FlowRule.perSecond("orders", "GET:/orders", 3))));
    Entry first = enter("GET:/orders", false);
    nowMs = T0 + 400;
    Entry second = enter("GET:/orders", false);
    nowMs = T0 + 600;
    engine.exit(first, true);
    engine.exit(second, false);
    enter("GET:/orders", false);
    enter("GET:/orders", false);
    enter("GET:/orders", false);
    nowMs = T0 + 1000;

    assertThat(second(T0))
        .containsExactly(
            new MetricItem(T0, "GET:/orders", 0, new Figures(3, 2, 2, 1, (600 + 200) / 2, 0, 2)));
  }

  @Test
  void eachSecondOfTheRing_isKeptApart() {
    for (long i = 0; i < 10; i++) {
      nowMs = T0 + i * 1000 + (i % 2) * 500;
      for (long call = 0; call <= i; call++) {
        engine.exit(enter("a", false), false);
      }
    }
    nowMs = T0 + 9_999;
    for (long i = 2; i < 9; i++) {
      assertThat(second(T0 + i * 1000))
          .extracting(item -> item.figures().pass())
          .containsExactly(i + 1);
    }
  }

  @Test
  void inboundCalls_areCountedUnderSentinelsNameToo() {
    engine.exit(enter("a", true), false);
    assertThat(second(T0))
        .extracting(MetricItem::resource)
        .containsExactly("a", "__total_inbound_traffic__");
  }

  @Test
  void resourcesThatSawNothing_areLeftOut() {
    engine.exit(enter("a", false), false);
    engine.resource("b");
    assertThat(second(T0)).hasSize(1);
    assertThat(second(T0 + 1000)).isEmpty();
  }

  @Test
  void resourcesBeyondTheEnginesBound_areOneLine() {
    Engine small =
        new Engine(() -> T0 * 1_000_000, Options.DEFAULT.withMaxResources(1), BreakerListener.NONE);
    for (String name : List.of("a", "b", "c")) {
      Entry entry = new Entry();
      small.enter(small.resource(name), entry);
    }
    assertThat(new EngineMetrics(small).second(T0))
        .containsExactly(
            new MetricItem(T0, "a", 0, new Figures(1, 0, 0, 0, 0, 0, 1)),
            new MetricItem(T0, EngineMetrics.UNTRACKED, 0, new Figures(2, 0, 0, 0, 0, 0, 2)));
  }
}
