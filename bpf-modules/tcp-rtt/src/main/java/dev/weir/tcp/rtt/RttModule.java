package dev.weir.tcp.rtt;

import dev.weir.hook.HookException;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.MappedMemory;
import dev.weir.rule.RuleSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the sums by mmap. */
final class RttModule implements KernelModule {

  private final MappedMemory shared;
  private final Places places;

  RttModule(LoadedObject object) throws HookException {
    this.shared = object.map("shared").mmap();
    this.places = new Places(object.map("sums").mmap());
  }

  @Override
  public void apply(RuleSet slice) throws HookException {
    if (!slice.rules().isEmpty()) {
      throw new HookException(
          "tcp-rtt measures and does not limit, was given " + slice.rules().size() + " rules");
    }
  }

  @Override
  public void read(SignalReader reader) {
    places.read(reader);
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>(places.facts());
    long ended = shared.getLong(Layouts.SHARED_ENDED);
    long followed = shared.getLong(Layouts.SHARED_FOLLOWED);
    facts.put("followed", Long.toString(followed));
    facts.put("open", Long.toString(followed - ended));
    facts.put("unfollowed", Long.toString(shared.getLong(Layouts.SHARED_UNFOLLOWED)));
    return facts;
  }
}
