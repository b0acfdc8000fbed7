package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Inbound;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Plan;
import dev.weir.engine.call.Signals;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.Policy;
import dev.weir.rule.SystemRule;
import dev.weir.rule.SystemRule.MetricType;
import dev.weir.rule.SystemRule.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HostedInboundTest {

  private static final long MS = 1_000_000;
  private static final long START = 1_000_000_000_000L * MS;

  private final Signals signals = new Signals();

  private HostedInbound under(MetricType metric, double trigger) {
    return new HostedInbound(
        List.of(new SystemRule("s", metric, trigger, Strategy.NO_ADAPTIVE, Policy.DEFAULT)),
        new HostedResource.Host(
            signals,
            Options.DEFAULT,
            BreakerListener.NONE,
            new Inbound(new StatNode(), Plan.EMPTY)));
  }

  @Test
  void takenBack_makesRoomForAnother() {
    HostedInbound inbound = under(MetricType.INBOUND_QPS, 1);
    for (int i = 0; i < 5; i++) {
      assertThat(inbound.enter(START)).isNull();
      inbound.takeBack(START);
    }
    assertThat(inbound.enter(START)).isNull();
    assertThat(inbound.enter(START)).isNotNull();
  }

  @Test
  void takenBackWhenItsBucketIsGone_leavesNewerCountsAlone() {
    HostedInbound inbound = under(MetricType.INBOUND_QPS, 2);
    assertThat(inbound.enter(START)).isNull();
    long later = START + StatNode.RING_MS * MS;
    assertThat(inbound.enter(later)).isNull();
    assertThat(inbound.enter(later)).isNull();
    inbound.takeBack(START);
    assertThat(inbound.enter(later)).isNotNull();
  }

  @Test
  void refused_changesNothing() {
    HostedInbound inbound = under(MetricType.CONCURRENCY, 1);
    assertThat(inbound.enter(START)).isNull();
    long[] before = cells(inbound);
    assertThat(inbound.enter(START)).isNotNull();
    assertThat(cells(inbound)).isEqualTo(before);
  }

  @Test
  void stateOfAnother_isGoneOnWith() {
    HostedInbound one = under(MetricType.CONCURRENCY, 1);
    HostedInbound two = under(MetricType.CONCURRENCY, 1);
    assertThat(one.enter(START)).isNull();
    long[] shared = cells(one);
    for (int i = 0; i < shared.length; i++) {
      two.cells().set(i, shared[i]);
    }
    assertThat(two.enter(START)).isNotNull();
    two.complete(START, START + MS);
    assertThat(two.enter(START + MS)).isNull();
  }

  @Test
  void load_isWhatSignalsSay() {
    HostedInbound inbound = under(MetricType.LOAD, 2);
    assertThat(inbound.enter(START)).as("unknown").isNull();
    signals.load(2.5);
    assertThat(inbound.enter(START)).isNotNull();
    signals.load(Signals.UNKNOWN);
    assertThat(inbound.enter(START)).isNull();
  }

  private static long[] cells(HostedInbound inbound) {
    long[] values = new long[inbound.cells().length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = inbound.cells().get(i);
    }
    return values;
  }
}
