package dev.weir.envoy.host;

import java.util.Arrays;

/**
 * What one proxy has of one quota, in calls: its share, and how much may still be in use or in a
 * window because the proxy has had more. And what it has wanted of late. For one thread.
 *
 * <p>Time is told as numbers of slices of the quota's window, of which {@value #SLICES} are looked
 * at, and of slots of half a second.
 */
final class Holding {

  /** A window and what may be late has one slice less, so that it is covered whole. */
  static final int SLICES = 5;

  private static final int SLOTS = 3;

  private final double[] levels = new double[SLICES];
  private final double[] counts = new double[SLOTS];
  private double share;
  private double before;
  private double target;
  private double reserved;
  private long slice;
  private long slot;
  private long total = -1;

  /** Its share as it was told last. */
  double share() {
    return share;
  }

  /** What the last division gives it. */
  double target() {
    return target;
  }

  void target(double calls) {
    target = calls;
  }

  /** How much nobody else may have: the largest share that may be in use or in a window. */
  double reserved() {
    return reserved;
  }

  /** Its share is this one; until it has taken that up, it may go on with the one before. */
  void share(double calls) {
    before = Math.max(before, share);
    share = calls;
    raise();
  }

  /** It may use so much, whatever its share is. */
  void mayUse(double calls) {
    before = Math.max(before, calls);
    raise();
  }

  /** It has taken its share up, and uses no more. */
  void takenUp() {
    before = share;
  }

  /** It uses nothing any more. */
  void gone() {
    before = 0;
    share = 0;
    target = 0;
  }

  private void raise() {
    levels[0] = Math.max(levels[0], Math.max(share, before));
    reserved = Math.max(reserved, levels[0]);
  }

  /** It is the slice of this number. */
  void advance(long now) {
    long steps = Math.min(SLICES, now - slice);
    if (steps > 0) {
      for (int i = SLICES - 1; i >= 0; i--) {
        levels[i] = i >= steps ? levels[i - (int) steps] : Math.max(share, before);
      }
      slice = now;
      reserved = 0;
      for (double level : levels) {
        reserved = Math.max(reserved, level);
      }
    }
  }

  /**
   * Goes on with what the proxy has under a rule of another threshold or window.
   *
   * @param counted whether what it has wanted is of the same resource
   * @param now the slice's number
   */
  void inherit(Holding old, double ratio, boolean counted, long now) {
    slice = now;
    share = Math.floor(old.share * ratio);
    target = share;
    if (counted) {
      total = old.total;
      slot = old.slot;
      System.arraycopy(old.counts, 0, counts, 0, SLOTS);
    }
    Arrays.fill(levels, old.reserved * ratio);
    before = Math.max(old.share, old.before) * ratio;
    reserved = levels[0];
  }

  /**
   * All calls that it has counted, let through or not; the first time is the base line.
   *
   * @param now the slot's number
   */
  void counted(long calls, long now) {
    move(now);
    counts[0] += total < 0 ? 0 : Math.max(0, calls - total);
    total = Math.max(total, calls);
  }

  /** The most calls that it has had in a slot of late. */
  double most(long now) {
    move(now);
    return Math.max(counts[0], Math.max(counts[1], counts[2]));
  }

  private void move(long now) {
    long steps = Math.min(SLOTS, now - slot);
    for (int i = SLOTS - 1; steps > 0 && i >= 0; i--) {
      counts[i] = i >= steps ? counts[i - (int) steps] : 0;
    }
    slot = Math.max(slot, now);
  }
}
