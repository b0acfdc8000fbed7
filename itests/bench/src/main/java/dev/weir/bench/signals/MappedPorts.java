package dev.weir.bench.signals;

import dev.weir.hook.CounterNumbers;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Ports that count in memory outside of the heap, a row per CPU, as a map of the kernel's is read:
 * four events each, all of which grow between two rounds.
 */
final class MappedPorts implements SignalSource {

  private static final int CPUS = 2;
  private static final SignalEvent[] EVENTS = {
    SignalEvent.PASS, SignalEvent.PACKETS, SignalEvent.BYTES, SignalEvent.RESETS
  };

  private final int counters;
  private final boolean numbered;
  private final ByteBuffer memory;
  private final String[] names;
  private final CounterNumbers numbers;

  /**
   * Counters that are all 0.
   *
   * @param counters how many
   * @param numbered whether they are told by number; else by name
   */
  MappedPorts(int counters, boolean numbered) {
    this.counters = counters;
    this.numbered = numbered;
    this.memory =
        ByteBuffer.allocateDirect(CPUS * counters * Long.BYTES).order(ByteOrder.nativeOrder());
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
    for (int port = 0; port < names.length; port++) {
      for (int event = 0; event < EVENTS.length; event++) {
        int counter = port * EVENTS.length + event;
        long total = 0;
        for (int cpu = 0; cpu < CPUS; cpu++) {
          total += memory.getLong((cpu * counters + counter) * Long.BYTES);
        }
        if (numbered) {
          numbers.total(port, event, total);
        } else {
          reader.total(names[port], EVENTS[event], total);
        }
      }
    }
  }
}
