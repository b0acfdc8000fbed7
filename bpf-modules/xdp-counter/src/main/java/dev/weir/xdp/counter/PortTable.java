package dev.weir.xdp.counter;

import dev.weir.hook.CounterNumbers;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.MappedMemory;
import java.util.Arrays;

/** Counts per protocol and port, summed over the CPUs as they are read. */
final class PortTable {

  /** Events of a port, by index. */
  private static final int PASS = 0;

  private static final int PACKETS = 1;
  private static final int BYTES = 2;
  private static final int RESETS = 3;

  /** Fields of a slot, and events of a port. */
  private static final int FIELDS = 4;

  /** Slots that are read at once. */
  private static final int BLOCK = 512;

  private static final long UNTOLD = -1;

  private final MappedMemory names;
  private final MappedMemory counts;
  private final MappedMemory shared;
  private final int slots;
  private final int cpus;
  private final long[] sums = new long[BLOCK * FIELDS];
  private final long[] row = new long[BLOCK * FIELDS];
  private final CounterNumbers numbers =
      new CounterNumbers(
          this::resource,
          SignalEvent.PASS,
          SignalEvent.PACKETS,
          SignalEvent.BYTES,
          SignalEvent.RESETS);

  /**
   * @param maps the object's maps
   * @param slots per CPU
   * @param cpus rows
   */
  PortTable(CounterMaps maps, int slots, int cpus) {
    this.names = maps.portNames();
    this.counts = maps.portCounts();
    this.shared = maps.shared();
    this.slots = slots;
    this.cpus = cpus;
  }

  /** Reports every port of TCP and UDP. */
  void read(SignalReader reader) {
    int used = used();
    numbers.begin(reader);
    int first = 1;
    while (first < used) {
      int end = named(first, Math.min(used, first + BLOCK));
      if (end > first) {
        tell(first, end - first);
      }
      first = Math.max(end, first + 1);
    }
  }

  private void tell(int first, int count) {
    addUp(first, count);
    for (int i = 0; i < count; i++) {
      arrange(i * FIELDS, names.getLong((first + i) * Long.BYTES) - 1);
    }
    numbers.totals(first, count, sums);
  }

  /** The first slot that is claimed and has no name yet, or the end: it is told the next time. */
  private int named(int first, int end) {
    int slot = first;
    while (slot < end && names.getLong(slot * Long.BYTES) != 0) {
      slot++;
    }
    return slot;
  }

  /** Adds up the rows of all CPUs, slot after slot. */
  private void addUp(int first, int count) {
    long[] to = sums;
    long[] from = row;
    Arrays.fill(to, 0, count * FIELDS, 0);
    for (int cpu = 0; cpu < cpus; cpu++) {
      counts.getLongs((cpu * slots + first) * Layouts.PORT_COUNT, from, count * FIELDS);
      for (int i = 0; i < count * FIELDS; i++) {
        to[i] += from[i];
      }
    }
  }

  /** From the kernel's fields of a slot to the events of a port, in place. */
  private void arrange(int at, long name) {
    long packets = sums[at + Layouts.PORT_PACKETS / Long.BYTES];
    long bytes = sums[at + Layouts.PORT_BYTES / Long.BYTES];
    long connections = sums[at + Layouts.PORT_CONNECTIONS / Long.BYTES];
    long resets = sums[at + Layouts.PORT_RESETS / Long.BYTES];
    boolean told = port(name) != 0 && hasPorts(name);
    boolean tcp = protocol(name) == Layouts.TCP;
    sums[at + PASS] = told ? tcp ? connections : packets : UNTOLD;
    sums[at + PACKETS] = told ? packets : UNTOLD;
    sums[at + BYTES] = told ? bytes : UNTOLD;
    sums[at + RESETS] = told && tcp ? resets : UNTOLD;
  }

  /** Packets of everything, also of what has no port and of what found no slot. */
  long packets() {
    long packets = 0;
    for (int slot = 0; slot < used(); slot++) {
      packets += sum(slot, Layouts.PORT_PACKETS);
    }
    return packets;
  }

  /** Packets of ports that found no slot. */
  long overflow() {
    return sum(0, Layouts.PORT_PACKETS);
  }

  /** Slots in use, and slot 0. */
  int used() {
    return (int) Math.min(shared.getLong(Layouts.SHARED_CLAIMED) + 1, slots);
  }

  private long sum(int slot, int field) {
    long sum = 0;
    for (int cpu = 0; cpu < cpus; cpu++) {
      sum += counts.getLong((cpu * slots + slot) * Layouts.PORT_COUNT + field);
    }
    return sum;
  }

  /** A slot that is no port has a name too, though it is never told: numbers have no gaps. */
  private String resource(int slot) {
    long name = names.getLong(slot * Long.BYTES) - 1;
    if (port(name) == 0 || !hasPorts(name)) {
      return "slot:" + slot;
    }
    return (protocol(name) == Layouts.TCP ? "tcp:" : "udp:") + port(name);
  }

  private static boolean hasPorts(long name) {
    return protocol(name) == Layouts.TCP || protocol(name) == Layouts.UDP;
  }

  private static int protocol(long name) {
    return (int) (name >> 16);
  }

  private static int port(long name) {
    return (int) (name & 0xffff);
  }
}
