package dev.weir.manager.signals;

import java.util.Arrays;

/**
 * What is known of every event of every resource, by number, one array for each figure: a round
 * goes through all of them. An event is fed by the best origin alive that reports it, so that one
 * that an origin does not have is taken from the next. For one thread.
 */
final class Channels {

  /** Most events of resources. */
  static final int MOST = 1 << 17;

  /**
   * How many rounds after another origin named an event first a better one may still name it with
   * what the other has counted already: reports come late.
   */
  private static final int YOUNG = 20;

  /** Fed by nobody yet. */
  private static final long NEW = 0;

  private static final long SAME = 1;
  private static final int ROUND_SHIFT = 16;
  private static final int ORIGIN_MASK = 0x7fff;

  private final Past second = new Past(100, 10);
  private final Past minute = new Past(1_000, 60);
  private long[] counted = new long[64];

  /** The round in which it was fed last, by whom, and whether the same fed it before. */
  private long[] states = new long[64];

  /** The round in which it was fed first. */
  private int[] born = new int[64];

  private int[] free = new int[16];
  private int freed;
  private int size;
  private int round;
  private int[] changed = new int[64];
  private int changes;

  /** A round begins; what was counted until now is of the past. */
  void begin(long nowMs) {
    round++;
    changes = 0;
    second.keep(nowMs, counted, size);
    minute.keep(nowMs, counted, size);
  }

  /** A channel that nobody has fed; below 0 where there is no room. */
  int add() {
    if (freed > 0) {
      return free[--freed];
    }
    if (size == MOST) {
      return -1;
    }
    if (size == counted.length) {
      int more = 2 * size;
      counted = Arrays.copyOf(counted, more);
      states = Arrays.copyOf(states, more);
      born = Arrays.copyOf(born, more);
    }
    return size++;
  }

  /** Gives a channel back. */
  void remove(int channel) {
    counted[channel] = 0;
    states[channel] = NEW;
    second.forget(channel);
    minute.forget(channel);
    if (freed == free.length) {
      free = Arrays.copyOf(free, 2 * freed);
    }
    free[freed++] = channel;
  }

  /**
   * Feeds what the last read of a source brought; sources come best first.
   *
   * @param late whether it was silent in the round before: its growth is of longer than a round, so
   *     that another origin may have counted it meanwhile
   */
  void feed(Sheet sheet, int origin, boolean late) {
    int[] to = sheet.channels();
    int[] heard = sheet.heard();
    long[] now = sheet.now();
    long[] last = sheet.first() ? now : sheet.last();
    long[] known = states;
    long[] grown = counted;
    int reads = sheet.reads();
    int size = sheet.size();
    long before = state(round - 1, origin, true);
    long usual = state(round, origin, true);
    for (int counter = 0; counter < size; counter++) {
      int channel = to[counter];
      if (heard[counter] == reads && channel >= 0) {
        long total = now[counter];
        long growth = total >= last[counter] ? total - last[counter] : total;
        if (known[channel] == before) {
          known[channel] = usual;
          grown[channel] += growth;
        } else if (take(channel, origin) && (!late || (known[channel] & SAME) != 0)) {
          grown[channel] += last[counter] == 0 ? unseen(channel, growth) : growth;
        }
      }
    }
  }

  /** Whether the origin feeds the channel in this round: no better one has. */
  private boolean take(int channel, int origin) {
    boolean same = origin(channel) == origin;
    if (fedIn(channel) == round) {
      return same;
    }
    if (!same || fedIn(channel) != round - 1) {
      change(channel);
    }
    if (states[channel] == NEW) {
      born[channel] = round;
    }
    states[channel] = state(round, origin, same);
    return true;
  }

  /** What of a counter's first total nobody else has counted. */
  private long unseen(int channel, long total) {
    if (counted[channel] == 0 || (states[channel] & SAME) != 0) {
      return total;
    }
    return round - born[channel] > YOUNG ? total : Math.max(0, total - counted[channel]);
  }

  private static long state(int round, int origin, boolean same) {
    return (long) round << ROUND_SHIFT | (origin + 1L) << 1 | (same ? SAME : 0);
  }

  private void change(int channel) {
    if (changes == changed.length) {
      changed = Arrays.copyOf(changed, 2 * changes);
    }
    changed[changes++] = channel;
  }

  /** How many channels have another origin, or one again, in this round. */
  int changes() {
    return changes;
  }

  /** One of them. */
  int changed(int index) {
    return changed[index];
  }

  /** Whose figures they are; below 0 for nobody's. */
  int origin(int channel) {
    return (int) (states[channel] >> 1 & ORIGIN_MASK) - 1;
  }

  /** The last round in which it was fed, from 1 on. */
  int fedIn(int channel) {
    return (int) (states[channel] >> ROUND_SHIFT);
  }

  /** The number of this round. */
  int round() {
    return round;
  }

  /**
   * Adds what the counters of a sheet have now, of the channels that its origin fed in this round.
   *
   * @param totals by channel
   */
  void add(Sheet sheet, int origin, long[] totals) {
    int[] to = sheet.channels();
    int[] heard = sheet.heard();
    for (int counter = 0; counter < sheet.size(); counter++) {
      int channel = to[counter];
      boolean told = heard[counter] == sheet.reads() && channel >= 0;
      if (told && fedIn(channel) == round && origin(channel) == origin) {
        totals[channel] += sheet.now()[counter];
      }
    }
  }

  /** How many channels there are, in use or not. */
  int size() {
    return size;
  }

  /** Everything that was fed. */
  long counted(int channel) {
    return counted[channel];
  }

  long perSecond(int channel, long nowMs) {
    return counted[channel] - second.before(channel, nowMs, counted);
  }

  long perMinute(int channel, long nowMs) {
    return counted[channel] - minute.before(channel, nowMs, counted);
  }
}
