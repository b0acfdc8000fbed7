package dev.weir.xdp.counter;

import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.MappedMemory;

/** Counts per protocol and port, summed over the CPUs as they are read. */
final class PortTable {

  private final MappedMemory names;
  private final MappedMemory counts;
  private final MappedMemory shared;
  private final int slots;
  private final int cpus;
  private final String[] resources;

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
    this.resources = new String[slots];
  }

  /** Reports every port of TCP and UDP. */
  void read(SignalReader reader) {
    int used = used();
    for (int slot = 1; slot < used; slot++) {
      long name = names.getLong(slot * Long.BYTES) - 1;
      if (port(name) == 0 || !hasPorts(name)) {
        continue;
      }
      String resource = resource(slot, name);
      long packets = sum(slot, Layouts.PORT_PACKETS);
      boolean tcp = protocol(name) == Layouts.TCP;
      reader.total(resource, SignalEvent.PASS, tcp ? sum(slot, Layouts.PORT_CONNECTIONS) : packets);
      reader.total(resource, SignalEvent.PACKETS, packets);
      reader.total(resource, SignalEvent.BYTES, sum(slot, Layouts.PORT_BYTES));
      if (tcp) {
        reader.total(resource, SignalEvent.RESETS, sum(slot, Layouts.PORT_RESETS));
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

  private String resource(int slot, long name) {
    String resource = resources[slot];
    if (resource == null) {
      resource = (protocol(name) == Layouts.TCP ? "tcp:" : "udp:") + port(name);
      resources[slot] = resource;
    }
    return resource;
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
