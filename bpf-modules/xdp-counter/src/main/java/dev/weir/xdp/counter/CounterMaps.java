package dev.weir.xdp.counter;

import dev.weir.hook.HookException;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.MappedMemory;

/** The maps that are read, mapped; the object owns them. */
record CounterMaps(
    MappedMemory portNames, MappedMemory portCounts, MappedMemory sourceSets, MappedMemory shared) {

  static CounterMaps of(LoadedObject object) throws HookException {
    return new CounterMaps(
        object.map("port_names").mmap(),
        object.map("port_counts").mmap(),
        object.map("source_sets").mmap(),
        object.map("shared").mmap());
  }
}
