package dev.weir.engine.system;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Signals;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.SystemRule;

/** Guards the host; sentinel-golang core/system/slot.go. */
final class SystemCheck extends Check {

  private static final long NANOS_PER_MS = 1_000_000;

  private final SystemRule rule;
  private final InboundView inbound;
  private final Signals signals;

  SystemCheck(SystemRule rule, StatNode inbound, Signals signals) {
    this.rule = rule;
    this.inbound = new InboundView(inbound);
    this.signals = signals;
  }

  @Override
  public SystemRule rule() {
    return rule;
  }

  @Override
  public int parts() {
    return 0;
  }

  @Override
  public long check(Entry entry, long nowNanos) {
    return passes(nowNanos / NANOS_PER_MS) ? PASS : BLOCK;
  }

  @Override
  public double allowed(long nowNanos) {
    return passes(nowNanos / NANOS_PER_MS) ? Double.POSITIVE_INFINITY : 0;
  }

  private boolean passes(long nowMs) {
    double trigger = rule.triggerCount();
    return switch (rule.metricType()) {
      case INBOUND_QPS -> inbound.passesPerSecond(nowMs) < trigger;
      case CONCURRENCY -> inbound.concurrency() < trigger;
      case AVG_RT -> inbound.averageRt(nowMs) < trigger;
      case LOAD -> !(signals.load() > trigger) || keepsUp(nowMs);
      case CPU_USAGE -> !(signals.cpuUsage() > trigger) || keepsUp(nowMs);
    };
  }

  /** BBR: no more run than the largest completion rate times the smallest response time. */
  private boolean keepsUp(long nowMs) {
    if (rule.strategy() != SystemRule.Strategy.BBR) {
      return false;
    }
    double running = inbound.concurrency();
    double pipe = inbound.maxCompletesPerSecond(nowMs) * inbound.minRt(nowMs) / 1000.0;
    return !(running > 1 && running > pipe);
  }
}
