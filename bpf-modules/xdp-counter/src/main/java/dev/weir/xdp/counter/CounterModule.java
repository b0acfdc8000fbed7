package dev.weir.xdp.counter;

import dev.weir.hook.HookException;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.MappedMemory;
import dev.weir.rule.RuleSet;
import java.security.SecureRandom;
import java.util.Map;

/** Reads the counter's maps by mmap: no system call, and nothing allocated once names are known. */
final class CounterModule implements KernelModule {

  private final MappedMemory shared;
  private final PortTable ports;
  private final SourceTable sources;

  private CounterModule(CounterMaps maps, CounterSizes sizes) {
    this.shared = maps.shared();
    this.ports = new PortTable(maps, sizes.slots(), sizes.cpus());
    this.sources = new SourceTable(maps.sourceSets(), sizes.sets());
  }

  /** Binds to an object that was loaded with these sizes. */
  static CounterModule bind(LoadedObject object, CounterSizes sizes) throws HookException {
    CounterMaps maps = CounterMaps.of(object);
    if (maps.shared().getLong(Layouts.SHARED_SEED) == 0) {
      maps.shared().setLong(Layouts.SHARED_SEED, new SecureRandom().nextLong() | 1);
    }
    return new CounterModule(maps, sizes);
  }

  @Override
  public void apply(RuleSet slice) throws HookException {
    if (!slice.rules().isEmpty()) {
      throw new HookException(
          "xdp-counter counts and does not limit, was given " + slice.rules().size() + " rules");
    }
  }

  @Override
  public void read(SignalReader reader) {
    ports.read(reader);
    sources.read(reader);
  }

  @Override
  public long beats() {
    return ports.packets();
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "packets", Long.toString(ports.packets()),
        "ports", Integer.toString(ports.used() - 1),
        "portOverflowPackets", Long.toString(ports.overflow()),
        "sources", Integer.toString(sources.used()),
        "sourcePackets", Long.toString(sources.packets()),
        "sourceUnplacedPackets", Long.toString(shared.getLong(Layouts.SHARED_UNPLACED_PACKETS)),
        "sourceEvictions", Long.toString(shared.getLong(Layouts.SHARED_EVICTIONS)));
  }
}
