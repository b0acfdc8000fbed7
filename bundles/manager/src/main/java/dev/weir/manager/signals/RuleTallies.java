package dev.weir.manager.signals;

import dev.weir.engine.cell.Region;
import dev.weir.engine.cell.Ring;
import dev.weir.hook.HookException;
import dev.weir.hook.RuleCounts;
import dev.weir.hook.SignalEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each rule did in the last minute, as the hook that enforces it counts. A first total is the
 * base line; one that has shrunk began anew. For one thread.
 */
public final class RuleTallies {

  /** Most rules kept. */
  static final int MOST = 10_000;

  /** How long a rule stays after no hook has named it, in milliseconds. */
  static final long FORGET_MS = 60_000;

  private static final Logger LOG = LoggerFactory.getLogger(RuleTallies.class);

  private final Map<String, Tally> tallies = new HashMap<>();

  private static final class Tally {

    private static final Ring.Shape MINUTE = new Ring.Shape(1_000, 60, 60);

    private final Ring passed = new Ring(Region.of(MINUTE.buckets()), MINUTE);
    private final Ring blocked = new Ring(Region.of(MINUTE.buckets()), MINUTE);
    private long lastPassed;
    private long lastBlocked;
    private long met;
    private long heard;

    void take(long passedNow, long blockedNow, long nowMs) {
      long morePassed = passedNow >= lastPassed ? passedNow - lastPassed : passedNow;
      long moreBlocked = blockedNow >= lastBlocked ? blockedNow - lastBlocked : blockedNow;
      passed.add(nowMs, morePassed);
      blocked.add(nowMs, moreBlocked);
      met += morePassed + moreBlocked;
      base(passedNow, blockedNow, nowMs);
    }

    void base(long passedNow, long blockedNow, long nowMs) {
      lastPassed = passedNow;
      lastBlocked = blockedNow;
      heard = nowMs;
    }
  }

  /** One round: reads every hook that counts by rule; one that cannot be read is left out. */
  public void poll(List<Feeds.Attached> attached, long nowMs) {
    for (Feeds.Attached one : attached) {
      if (one.attachment() instanceof RuleCounts counts) {
        try {
          counts.readRules((rule, passed, blocked) -> take(rule, passed, blocked, nowMs));
        } catch (HookException | RuntimeException | LinkageError notAlive) {
          LOG.debug("no counts by rule from {}", one.point(), notAlive);
        }
      }
    }
    tallies.values().removeIf(tally -> nowMs - tally.heard > FORGET_MS);
  }

  private void take(String rule, long passed, long blocked, long nowMs) {
    Tally known = tallies.get(rule);
    if (known != null) {
      known.take(passed, blocked, nowMs);
    } else if (tallies.size() < MOST) {
      Tally tally = new Tally();
      tally.base(passed, blocked, nowMs);
      tallies.put(rule, tally);
    }
  }

  /** What a rule has met since it is known, let through or not; below 0 of one that is not. */
  public long met(String rule) {
    Tally tally = tallies.get(rule);
    return tally == null ? -1 : tally.met;
  }

  /** What a rule let pass and refused in the last minute; nothing when no hook counts it. */
  public Map<SignalEvent, Long> lastMinute(String rule, long nowMs) {
    Tally tally = tallies.get(rule);
    return tally == null
        ? Map.of()
        : Map.of(
            SignalEvent.PASS, tally.passed.sum(nowMs), SignalEvent.BLOCK, tally.blocked.sum(nowMs));
  }
}
