package dev.weir.xdp.counter;

import dev.weir.hook.HookException;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.MappedMemory;
import java.util.Map;
import java.util.TreeMap;

/**
 * One slot's counts, summed over the CPUs, read without the code under test.
 *
 * @param packets counted
 * @param bytes from the network header on
 * @param connections SYN without ACK
 */
record Counted(long packets, long bytes, long connections) {

  /** Every slot that has counted something, by {@code protocol:port}. */
  static Map<String, Counted> in(LoadedObject object) throws HookException {
    MappedMemory names = object.map("port_names").mmap();
    MappedMemory counts = object.map("port_counts").mmap();
    int slots = names.size() / 8;
    Map<String, Counted> all = new TreeMap<>();
    for (int at = 0; at < counts.size() / 32; at++) {
      Counted one =
          new Counted(
              counts.getLong(at * 32), counts.getLong(at * 32 + 8), counts.getLong(at * 32 + 16));
      if (one.packets > 0) {
        long name = names.getLong(at % slots * 8) - 1;
        String key = at % slots == 0 ? "overflow" : (name >> 16) + ":" + (name & 0xffff);
        all.merge(key, one, Counted::plus);
      }
    }
    return all;
  }

  private Counted plus(Counted other) {
    return new Counted(
        packets + other.packets, bytes + other.bytes, connections + other.connections);
  }
}
