package dev.weir.xdp.counter;

import static dev.weir.xdp.counter.Layouts.SOURCE_WAYS;

import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.MappedMemory;

/** Counts per source address, or per network of sources; reports the heaviest. */
final class SourceTable {

  /** Most sources that are reported, by packets since they were admitted. */
  static final int TOP = 256;

  private final MappedMemory sets;
  private final int entries;
  private final String[] names;
  private final long[] tags;
  private final Heaviest heaviest = new Heaviest(TOP);

  /**
   * @param sets the table
   * @param count how many sets it has
   */
  SourceTable(MappedMemory sets, int count) {
    this.sets = sets;
    this.entries = count * SOURCE_WAYS;
    this.names = new String[entries];
    this.tags = new long[entries];
  }

  /** Reports the heaviest sources, in no order. */
  void read(SignalReader reader) {
    heaviest.clear();
    for (int entry = 0; entry < entries; entry++) {
      if (tag(entry) != 0 && !repeats(entry)) {
        heaviest.offer(entry, packets(entry));
      }
    }
    for (int i = 0; i < heaviest.size(); i++) {
      int entry = heaviest.entry(i);
      String name = name(entry);
      reader.total(name, SignalEvent.PACKETS, packets(entry));
      reader.total(name, SignalEvent.BYTES, bytes(entry));
    }
  }

  /** Packets of all sources that have an entry. */
  long packets() {
    long packets = 0;
    for (int entry = 0; entry < entries; entry++) {
      packets += field(entry, Layouts.SOURCE_PACKETS);
    }
    return packets;
  }

  /** Sources that have an entry. */
  int used() {
    int used = 0;
    for (int entry = 0; entry < entries; entry++) {
      used += tag(entry) == 0 ? 0 : 1;
    }
    return used;
  }

  private long packets(int entry) {
    return withRepeats(entry, Layouts.SOURCE_PACKETS);
  }

  private long bytes(int entry) {
    return withRepeats(entry, Layouts.SOURCE_BYTES);
  }

  /** Two CPUs that met a source at the same moment may have given it two entries of its set. */
  private boolean repeats(int entry) {
    long tag = tag(entry);
    for (int other = entry - entry % SOURCE_WAYS; other < entry; other++) {
      if (tag(other) == tag) {
        return true;
      }
    }
    return false;
  }

  private long withRepeats(int entry, int field) {
    long tag = tag(entry);
    long sum = field(entry, field);
    int end = entry - entry % SOURCE_WAYS + SOURCE_WAYS;
    for (int other = entry + 1; other < end; other++) {
      if (tag(other) == tag) {
        sum += field(other, field);
      }
    }
    return sum;
  }

  private String name(int entry) {
    long tag = tag(entry);
    String name = names[entry];
    if (name == null || tags[entry] != tag) {
      int at = set(entry) + Layouts.SOURCE_ADDRESS + entry % SOURCE_WAYS * 16;
      byte[] address = new byte[16];
      sets.get(at, address);
      name = "ip:" + text(tag, address);
      names[entry] = name;
      tags[entry] = tag;
    }
    return name;
  }

  /** {@code 198.18.0.7}, or {@code 198.18.0.0/24}: each entry by the prefix that it came with. */
  private static String text(long tag, byte[] address) {
    if (tag < 0) {
      int rest = (int) (tag >>> Layouts.TAG_IPV4_SHIFT) & (SourcePrefix.IPV4_BITS - 1);
      String text = Addresses.ipv4(address);
      return rest == 0 ? text : text + "/" + (SourcePrefix.IPV4_BITS - rest);
    }
    int rest = (int) (tag >>> Layouts.TAG_IPV6_SHIFT) & (SourcePrefix.IPV6_BITS - 1);
    String text = Addresses.ipv6(address);
    return rest == 0 ? text : text + "/" + (SourcePrefix.IPV6_BITS - rest);
  }

  private long tag(int entry) {
    return sets.getLong(set(entry) + Layouts.SOURCE_TAG + entry % SOURCE_WAYS * Long.BYTES);
  }

  private long field(int entry, int field) {
    int way = entry % SOURCE_WAYS * Layouts.SOURCE_COUNT_SIZE;
    return sets.getLong(set(entry) + Layouts.SOURCE_COUNT + way + field);
  }

  private static int set(int entry) {
    return entry / SOURCE_WAYS * Layouts.SOURCE_SET;
  }
}
