package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.MappedMemory;
import dev.weir.rule.RuleSet;
import java.util.Map;

/** What all versions of chained.bpf.c have met. */
record Met(MappedMemory met) implements KernelModule {

  Met(LoadedObject object) throws HookException {
    this(object.map("met").mmap());
  }

  /** Of one version. */
  long of(int version) {
    return met.getLong(version * Long.BYTES);
  }

  @Override
  public void apply(RuleSet slice) {}

  @Override
  public void read(SignalReader reader) {
    long all = 0;
    for (int at = 0; at < met.size(); at += Long.BYTES) {
      all += met.getLong(at);
    }
    reader.total("all", SignalEvent.PACKETS, all);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }
}
