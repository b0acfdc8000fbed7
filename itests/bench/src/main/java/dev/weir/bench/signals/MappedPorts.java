package dev.weir.bench.signals;

import dev.weir.hook.CounterNumbers;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Ports that count in memory outside of the heap, a row per CPU, as a map of the kernel's is read:
 * four events each, all of which grow between two rounds.
 */
final class MappedPorts implements SignalSource {

  private static final int CPUS = 2;
  private static final SignalEvent[] EVENTS = {
    SignalEvent.PASS, SignalEvent.PACKETS, SignalEvent.BYTES, SignalEvent.RESETS
  };

  /** Counters that are read at once. */
  private static final int BLOCK = 2048;

  /** How totals are told. */
  enum Telling {
    /** A row of the memory at a time. */
    ROWS,
    /** Each by its number. */
    NUMBERS,
    /** Each by its name. */
    NAMES
  }

  private final int counters;
  private final Telling telling;
  private final ByteBuffer memory;
  private final LongBuffer longs;
  private final long[] sums = new long[BLOCK];
  private final long[] row = new long[BLOCK];
  private final String[] names;
  private final CounterNumbers numbers;

  /**
   * Counters that are all 0.
   *
   * @param counters how many
   * @param telling how they are told
   */
  MappedPorts(int counters, Telling telling) {
    this.counters = counters;
    this.telling = telling;
    this.memory =
        ByteBuffer.allocateDirect(CPUS * counters * Long.BYTES).order(ByteOrder.nativeOrder());
    this.longs = memory.asLongBuffer();
    this.names = new String[counters / EVENTS.length];
    for (int port = 0; port < names.length; port++) {
      names[port] = "tcp:" + (port + 1);
    }
    this.numbers = new CounterNumbers(port -> names[port], EVENTS);
  }

  /** Every counter grows, on one CPU or the other. */
  void grow(int round) {
    int row = round % CPUS * counters;
    for (int counter = 0; counter < counters; counter++) {
      int at = (row + counter) * Long.BYTES;
      memory.putLong(at, memory.getLong(at) + 1 + counter % 7);
    }
  }

  @Override
  public String origin() {
    return "kernel";
  }

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public void read(SignalReader reader) {
    numbers.begin(reader);
    if (telling == Telling.ROWS) {
      tellRows();
      return;
    }
    for (int port = 0; port < names.length; port++) {
      for (int event = 0; event < EVENTS.length; event++) {
        long total = total(port * EVENTS.length + event);
        if (telling == Telling.NUMBERS) {
          numbers.total(port, event, total);
        } else {
          reader.total(names[port], EVENTS[event], total);
        }
      }
    }
  }

  private long total(int counter) {
    long total = 0;
    for (int cpu = 0; cpu < CPUS; cpu++) {
      total += memory.getLong((cpu * counters + counter) * Long.BYTES);
    }
    return total;
  }

  private void tellRows() {
    for (int first = 0; first < counters; first += BLOCK) {
      int count = Math.min(BLOCK, counters - first);
      Arrays.fill(sums, 0, count, 0);
      for (int cpu = 0; cpu < CPUS; cpu++) {
        longs.get(cpu * counters + first, row, 0, count);
        for (int i = 0; i < count; i++) {
          sums[i] += row[i];
        }
      }
      numbers.totals(first / EVENTS.length, count / EVENTS.length, sums);
    }
  }
}
