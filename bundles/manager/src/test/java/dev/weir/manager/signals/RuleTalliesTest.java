package dev.weir.manager.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.RuleCounts;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.Status;
import dev.weir.rule.RuleSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RuleTalliesTest {

  private static final long T0 = 2_000_000_000_000L;

  private final RuleTallies tallies = new RuleTallies();
  private final Limiter limiter = new Limiter();
  private final List<Feeds.Attached> attached = List.of(new Feeds.Attached(limiter, "weir0"));

  /** A hook in place that counts by rule. */
  private static final class Limiter implements Attachment, RuleCounts {
    private long passed;
    private long blocked;
    private boolean dead;

    @Override
    public void readRules(RuleReader reader) throws HookException {
      if (dead) {
        throw new HookException("gone");
      }
      reader.total("orders", passed, blocked);
    }

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

  private void count(long passed, long blocked, long at) {
    limiter.passed = passed;
    limiter.blocked = blocked;
    tallies.poll(attached, at);
  }

  @Test
  void growth_isOfTheLastMinute_andAFirstTotalTheBaseLine() {
    count(100, 50, T0);
    count(120, 57, T0 + 100);

    assertThat(tallies.lastMinute("orders", T0 + 59_000))
        .containsOnly(Map.entry(SignalEvent.PASS, 20L), Map.entry(SignalEvent.BLOCK, 7L));
    assertThat(tallies.lastMinute("orders", T0 + 61_000))
        .containsOnly(Map.entry(SignalEvent.PASS, 0L), Map.entry(SignalEvent.BLOCK, 0L));
  }

  @Test
  void totalThatHasShrunk_beganAnew() {
    count(100, 50, T0);
    count(3, 50, T0 + 100);

    assertThat(tallies.lastMinute("orders", T0 + 100)).containsEntry(SignalEvent.PASS, 3L);
  }

  @Test
  void hookThatCannotBeReadForAWhile_losesNothing() {
    count(0, 0, T0);
    limiter.dead = true;
    count(5, 5, T0 + 100);
    limiter.dead = false;
    count(9, 5, T0 + 200);

    assertThat(tallies.lastMinute("orders", T0 + 200)).containsEntry(SignalEvent.PASS, 9L);
  }

  @Test
  void ruleUnnamedForAMinute_isForgotten() {
    count(0, 0, T0);
    tallies.poll(List.of(), T0 + RuleTallies.FORGET_MS);
    assertThat(tallies.lastMinute("orders", T0)).isNotEmpty();

    tallies.poll(List.of(), T0 + RuleTallies.FORGET_MS + 1);
    assertThat(tallies.lastMinute("orders", T0)).isEmpty();
  }
}
