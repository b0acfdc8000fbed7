package dev.weir.xdp.counter;

import dev.weir.hook.CounterNumbers;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.MappedMemory;

/** Counts per protocol and port, summed over the CPUs as they are read. */
final class PortTable {

  /** Events of a port, by index. */
  private static final int PASS = 0;

  private static final int PACKETS = 1;
  private static final int BYTES = 2;
  private static final int RESETS = 3;

  private final MappedMemory names;
  private final MappedMemory counts;
  private final MappedMemory shared;
  private final int slots;
  private final int cpus;
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
    for (int slot = 1; slot < used; slot++) {
      long name = names.getLong(slot * Long.BYTES) - 1;
      if (port(name) == 0 || !hasPorts(name)) {
        continue;
      }
      long packets = sum(slot, Layouts.PORT_PACKETS);
      boolean tcp = protocol(name) == Layouts.TCP;
      numbers.total(slot, PASS, tcp ? sum(slot, Layouts.PORT_CONNECTIONS) : packets);
      numbers.total(slot, PACKETS, packets);
      numbers.total(slot, BYTES, sum(slot, Layouts.PORT_BYTES));
      if (tcp) {
        numbers.total(slot, RESETS, sum(slot, Layouts.PORT_RESETS));
      }
    }
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

  private String resource(int slot) {
    long name = names.getLong(slot * Long.BYTES) - 1;
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
