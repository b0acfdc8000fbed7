package dev.weir.tc.classifier;

import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.KernelModule;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.tc.classifier.Bank.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Applies slices to the rule table and reports what the rules of each port refused. */
final class ClassifierModule implements KernelModule {

  private final RuleTable table;
  private List<Port> ports = List.of();

  /**
   * A port with rules.
   *
   * @param resource {@code tcp:8080}
   * @param rules indexes
   * @param retired what rules refused that the port does not have any more
   */
  private record Port(String resource, List<Integer> rules, long retired) {}

  ClassifierModule(RuleTable table) {
    this.table = table;
    ports(Map.of());
  }

  @Override
  public void apply(RuleSet slice) throws HookException {
    List<Limit> limits = new ArrayList<>();
    for (Rule rule : slice.rules()) {
      try {
        limits.add(Limit.of(rule));
      } catch (Limit.Unfit e) {
        throw new HookException(
            "tc-classifier cannot enforce rule '" + rule.id() + "': " + e.reason(), e);
      }
    }
    Map<String, Long> before = blocked();
    table.replace(limits);
    ports(before);
  }

  @Override
  public void read(SignalReader reader) {
    for (Port port : ports) {
      reader.total(port.resource, SignalEvent.BLOCK, blocked(port));
    }
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    long[] sums = new long[3];
    List<Entry> entries = table.entries();
    for (Entry entry : entries) {
      sums[0] += table.count(entry.index(), Layouts.COUNT_PASS);
      sums[1] += table.count(entry.index(), Layouts.COUNT_BLOCK);
      sums[2] += table.count(entry.index(), Layouts.COUNT_INHERITED);
    }
    facts.put("rules", Integer.toString(entries.size()));
    facts.put("passed", Long.toString(sums[0]));
    facts.put("blocked", Long.toString(sums[1]));
    facts.put("inheritedDebts", Long.toString(sums[2]));
    return facts;
  }

  private Map<String, Long> blocked() {
    Map<String, Long> blocked = new LinkedHashMap<>();
    ports.forEach(port -> blocked.put(port.resource, blocked(port)));
    return blocked;
  }

  private long blocked(Port port) {
    long blocked = port.retired;
    for (int i = 0; i < port.rules.size(); i++) {
      blocked += table.count(port.rules.get(i), Layouts.COUNT_BLOCK);
    }
    return blocked;
  }

  /** Finds the ports of the rules in force; a port's total never falls while it has rules. */
  private void ports(Map<String, Long> before) {
    Map<String, List<Integer>> rules = new LinkedHashMap<>();
    for (Entry entry : table.entries()) {
      rules
          .computeIfAbsent(entry.place().resource(), resource -> new ArrayList<>())
          .add(entry.index());
    }
    List<Port> found = new ArrayList<>();
    rules.forEach(
        (resource, indexes) -> {
          long now = blocked(new Port(resource, indexes, 0));
          long retired = Math.max(0, before.getOrDefault(resource, 0L) - now);
          found.add(new Port(resource, List.copyOf(indexes), retired));
        });
    ports = List.copyOf(found);
  }
}
