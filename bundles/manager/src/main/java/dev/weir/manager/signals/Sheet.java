package dev.weir.manager.signals;

import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The totals of one source, a number for each counter: what they are, and what they were at the
 * read before. For one thread.
 */
final class Sheet implements SignalReader {

  /** Most counters of a source; what it names beyond is left out. */
  static final int MOST = 1 << 17;

  private final Map<String, Map<SignalEvent, Integer>> numbers = new HashMap<>();
  private String[] resources = new String[64];
  private SignalEvent[] events = new SignalEvent[64];
  private long[] now = new long[64];
  private long[] last = new long[64];
  private int[] heard = new int[64];
  private int[] channels = new int[64];
  private int size;
  private int reads;
  private int swept;
  private boolean unresolved;

  /** A read begins. */
  void begin() {
    turn();
    reads++;
  }

  /** What is now is what was last, and room for what comes. */
  private void turn() {
    long[] before = last;
    last = now;
    now = before;
  }

  /** The read failed: what counters had before it is what they have. */
  void abandon() {
    for (int counter = 0; counter < size; counter++) {
      if (heard[counter] == reads) {
        heard[counter] = reads - 1;
      }
    }
    turn();
    reads--;
  }

  @Override
  public int counter(String resource, SignalEvent event) {
    Map<SignalEvent, Integer> own = numbers.get(resource);
    Integer known = own == null ? null : own.get(event);
    if (known != null || size == MOST) {
      return known == null ? -1 : known;
    }
    if (own == null) {
      own = new EnumMap<>(SignalEvent.class);
      numbers.put(resource, own);
    }
    own.put(event, size);
    return add(resource, event);
  }

  private int add(String resource, SignalEvent event) {
    if (size == now.length) {
      int more = 2 * size;
      resources = Arrays.copyOf(resources, more);
      events = Arrays.copyOf(events, more);
      now = Arrays.copyOf(now, more);
      last = Arrays.copyOf(last, more);
      heard = Arrays.copyOf(heard, more);
      channels = Arrays.copyOf(channels, more);
    }
    resources[size] = resource;
    events[size] = event;
    heard[size] = -1;
    channels[size] = -1;
    unresolved = true;
    return size++;
  }

  @Override
  public void total(String resource, SignalEvent event, long total) {
    total(counter(resource, event), total);
  }

  /** A counter that was not in the read before began anew; one that is told twice is a sum. */
  @Override
  public void total(int counter, long total) {
    if (counter < 0 || counter >= size) {
      return;
    }
    int before = heard[counter];
    if (before == reads) {
      now[counter] += total;
    } else {
      if (before != reads - 1) {
        last[counter] = 0;
        unresolved |= channels[counter] < 0;
      }
      now[counter] = total;
      heard[counter] = reads;
    }
  }

  @Override
  public void totals(int first, long[] totals, int from, int count) {
    if (first < 0 || first + count > size) {
      SignalReader.super.totals(first, totals, from, count);
      return;
    }
    int[] told = heard;
    long[] to = now;
    int read = reads;
    for (int i = 0; i < count; i++) {
      int counter = first + i;
      if (told[counter] == read - 1 && totals[from + i] >= 0) {
        told[counter] = read;
        to[counter] = totals[from + i];
      } else if (totals[from + i] >= 0) {
        total(counter, totals[from + i]);
      }
    }
  }

  /** Finds the channels of counters that have none yet; some may stay without. */
  void resolve(SignalBoard board) {
    for (int counter = 0; unresolved && counter < size; counter++) {
      if (channels[counter] < 0 && heard[counter] == reads) {
        channels[counter] = board.channel(resources[counter], events[counter]);
      }
    }
    unresolved = false;
  }

  /** Whether this was the first read: what it brought is the base line. */
  boolean first() {
    return reads == 1;
  }

  /** How many counters there are. */
  int size() {
    return size;
  }

  /** The number of the last read, which {@link #heard} has of a counter that was in it. */
  int reads() {
    return reads;
  }

  int[] heard() {
    return heard;
  }

  /** Channels by counter; below 0 for none. */
  int[] channels() {
    return channels;
  }

  /** Totals of the last read. */
  long[] now() {
    return now;
  }

  /** Totals of the read before; 0 of a counter that was not in it. */
  long[] last() {
    return last;
  }

  /** A resource was forgotten: its channels are somebody else's from now on. */
  void release(String resource) {
    for (int counter : numbers.getOrDefault(resource, Map.of()).values()) {
      channels[counter] = -1;
      unresolved = true;
    }
  }

  /**
   * This sheet, or one that has only what was heard since the last time it was asked, where that is
   * less than half: numbers are then given anew.
   */
  Sheet swept() {
    int alive = 0;
    for (int counter = 0; counter < size; counter++) {
      alive += heard[counter] > swept ? 1 : 0;
    }
    if (size < 1_024 || alive > size / 2) {
      swept = reads;
      return this;
    }
    Sheet fresh = new Sheet();
    for (int counter = 0; counter < size; counter++) {
      if (heard[counter] > swept) {
        int number = fresh.counter(resources[counter], events[counter]);
        fresh.now[number] = now[counter];
        fresh.last[number] = last[counter];
        fresh.heard[number] = heard[counter];
        fresh.channels[number] = channels[counter];
      }
    }
    fresh.reads = reads;
    fresh.swept = reads;
    fresh.unresolved = true;
    return fresh;
  }
}
