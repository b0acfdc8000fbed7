package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.Event;
import dev.weir.engine.hotspot.HotspotCheck;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BoundedResourcesTest {

  private static final int RESOURCES = 20_000;
  private static final int MOST_BYTES = 2_048;

  private final Entry entry = new Entry();

  private static Engine bounded(int most) {
    return new Engine(
        new SystemClock(), Options.DEFAULT.withMaxResources(most), BreakerListener.NONE);
  }

  @Test
  void moreNamesThanTheBound_passUntrackedAndAreCounted() {
    Engine engine = bounded(3);
    for (int i = 0; i < 10; i++) {
      Resource resource = engine.resource("r" + i);
      assertThat(engine.enter(resource, entry)).isEqualTo(Verdict.PASS);
      engine.exit(entry, false);
    }
    assertThat(engine.resources()).hasSize(3);
    assertThat(engine.untracked().node().total(Event.PASS)).isEqualTo(7);
  }

  @Test
  void ruleOnANameBeyondTheBound_isEnforced() {
    Engine engine = bounded(1);
    engine.resource("other");
    engine.load(new RuleSet(1, List.of(FlowRule.perSecond("none", "late", 0))));

    assertThat(engine.enter(engine.resource("late"), entry)).isEqualTo(Verdict.BLOCK);
    assertThat(engine.resource("later")).isSameAs(engine.untracked());
  }

  @Test
  void handle_isTheSameForEver() {
    Engine engine = bounded(10);
    Resource before = engine.resource("r");
    engine.load(new RuleSet(1, List.of(FlowRule.perSecond("a", "r", 1))));
    engine.load(RuleSet.EMPTY);
    assertThat(engine.resource("r")).isSameAs(before);
  }

  @Test
  void idleResource_takesAtMostTwoKilobytes() {
    Engine engine = bounded(RESOURCES);
    long before = usedMemory();
    for (int i = 0; i < RESOURCES; i++) {
      engine.enter(engine.resource("GET:/a/resource/of/usual/length/" + i), entry);
      engine.exit(entry, false);
    }
    long each = (usedMemory() - before) / RESOURCES;
    assertThat(engine.resources()).hasSize(RESOURCES);
    assertThat(each).isBetween(1L, (long) MOST_BYTES);
  }

  @Test
  void hotspotRule_takesAtMost128BytesForEachValueAndNoneBeyondItsCapacity() {
    Engine engine = bounded(1);
    Param first = new Param(0, "");
    Metric metric = new Metric.Qps(1, 0, new ControlBehavior.Reject());
    HotspotRule rule =
        new HotspotRule("h", "r", first, metric, 9, RESOURCES, List.of(), Policy.DEFAULT);
    engine.load(new RuleSet(1, List.of(rule)));
    Resource resource = engine.resource("r");
    long before = usedMemory();
    for (long value = 0; value < 2L * RESOURCES; value++) {
      entry.arguments().clear().args().add(value);
      engine.enter(resource, entry);
      engine.exit(entry, false);
    }
    long each = (usedMemory() - before) / RESOURCES;
    assertThat(((HotspotCheck) engine.plan(resource).checks().get(0)).values())
        .isEqualTo(RESOURCES);
    assertThat(each).isBetween(1L, 128L);
  }

  private static long usedMemory() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
