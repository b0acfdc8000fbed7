package dev.weir.traffic;

import dev.weir.hook.HookException;
import dev.weir.hook.RuleCounts.RuleReader;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.LoadedObject;
import dev.weir.rule.Cidr;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.traffic.Bank.Entry;
import dev.weir.traffic.Bank.Steer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applies slices to the tables of a limiting program and reports what its rules refused. */
public final class LimitModule implements KernelModule {

  private final Powers powers;
  private final List<Cidr> allowed;
  private final RuleTable table;
  private List<Resource> resources = List.of();
  private List<String> rules = List.of();
  private List<Integer> ruleSlots = List.of();
  private Map<String, List<Steered>> steered = Map.of();

  /**
   * A limit that the daemon steers.
   *
   * @param index in the set in force
   * @param rate by which what is allowed becomes a cost
   */
  private record Steered(int index, Rate rate) {}

  /**
   * A resource with rules that refuse.
   *
   * @param name {@code tcp:8080}
   * @param slots of its rules
   * @param retired what rules refused that it does not have any more
   */
  private record Resource(String name, List<Integer> slots, long retired) {}

  /** Waits until no packet is on its way through what was in force before. */
  @FunctionalInterface
  public interface Readers {
    void await() throws HookException;
  }

  /**
   * A module on the maps of an object.
   *
   * @param object loaded with {@code sizes}
   * @param powers of the hook
   * @param sizes of its tables
   * @param allowed sources that no rule is for
   * @param readers of the tables
   */
  public LimitModule(
      LoadedObject object, Powers powers, Sizes sizes, List<Cidr> allowed, Readers readers)
      throws HookException {
    this.powers = powers;
    this.allowed = List.copyOf(allowed);
    this.table = new RuleTable(object, powers, sizes, readers);
    resources(Map.of());
  }

  @Override
  public void apply(RuleSet slice) throws HookException {
    List<Limit> limits = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (Rule rule : slice.rules()) {
      try {
        for (Limit limit : Limit.allOf(rule, powers)) {
          limits.add(limit);
          ids.add(rule.id());
        }
      } catch (Unfit e) {
        throw new HookException(
            powers.hook() + " cannot enforce rule '" + rule.id() + "': " + e.reason(), e);
      }
    }
    Map<String, Long> before = blocked();
    ruleSlots = table.replace(limits, allowed);
    rules = List.copyOf(ids);
    steered = steered(limits, ids);
    resources(before);
  }

  private static Map<String, List<Steered>> steered(List<Limit> limits, List<String> ids) {
    Map<String, List<Steered>> steered = new LinkedHashMap<>();
    for (int i = 0; i < limits.size(); i++) {
      if (limits.get(i).rate().steered()) {
        steered
            .computeIfAbsent(ids.get(i), id -> new ArrayList<>())
            .add(new Steered(i, limits.get(i).rate()));
      }
    }
    return steered;
  }

  @Override
  public Set<String> steered() {
    return Collections.unmodifiableSet(steered.keySet());
  }

  @Override
  public void steer(String rule, double allowed) {
    for (Steered limit : steered.getOrDefault(rule, List.of())) {
      table.steer(limit.index(), limit.rate().costOf(allowed));
    }
  }

  @Override
  public void shut() {
    table.shut();
  }

  @Override
  public void read(SignalReader reader) {
    for (Resource resource : resources) {
      reader.total(resource.name, SignalEvent.BLOCK, blocked(resource));
    }
  }

  /** Of the slice that was applied last; what is found in the maps before has no ids. */
  @Override
  public void readRules(RuleReader reader) {
    int i = 0;
    while (i < ruleSlots.size()) {
      String rule = rules.get(i);
      long passed = 0;
      long blocked = 0;
      for (; i < ruleSlots.size() && rules.get(i).equals(rule); i++) {
        passed += table.count(ruleSlots.get(i), Layouts.COUNT_PASS);
        blocked += table.count(ruleSlots.get(i), Layouts.COUNT_BLOCK);
      }
      reader.total(rule, passed, blocked);
    }
  }

  @Override
  public Map<String, String> facts() {
    long passed = 0;
    long blocked = 0;
    long watched = 0;
    long inherited = 0;
    long crowded = 0;
    List<Entry> entries = table.entries();
    for (Entry entry : entries) {
      long beyond = table.count(entry.slot(), Layouts.COUNT_BLOCK);
      passed += table.count(entry.slot(), Layouts.COUNT_PASS);
      blocked += entry.refuses() ? beyond : 0;
      watched += entry.refuses() ? 0 : beyond;
      inherited += table.count(entry.slot(), Layouts.COUNT_INHERITED);
      crowded += table.count(entry.slot(), Layouts.COUNT_CROWDED);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("rules", Integer.toString(entries.size()));
    facts.put("passed", Long.toString(passed));
    facts.put("blocked", Long.toString(blocked));
    facts.put("markedOrWatched", Long.toString(watched));
    facts.put("inheritedDebts", Long.toString(inherited));
    facts.put("blockedByOthersDebt", Long.toString(crowded));
    steered.forEach((id, limits) -> facts.put("steered " + id, said(entries, limits.get(0))));
    return facts;
  }

  /** What the kernel holds to now. */
  private static String said(List<Entry> entries, Steered limit) {
    Steer steer = entries.get(limit.index()).steer();
    boolean silent = System.nanoTime() - steer.heard() > Layouts.STEER_NANOS;
    long cost = silent ? limit.rate().cost() : steer.cost();
    return limit.rate().words(cost) + (silent ? ", its own limit: nothing was heard for 5 s" : "");
  }

  private Map<String, Long> blocked() {
    Map<String, Long> blocked = new LinkedHashMap<>();
    resources.forEach(resource -> blocked.put(resource.name, blocked(resource)));
    return blocked;
  }

  private long blocked(Resource resource) {
    long blocked = resource.retired;
    for (int i = 0; i < resource.slots.size(); i++) {
      blocked += table.count(resource.slots.get(i), Layouts.COUNT_BLOCK);
    }
    return blocked;
  }

  /** Finds the resources of the rules in force; a total never falls while there are rules. */
  private void resources(Map<String, Long> before) {
    Map<String, List<Integer>> slots = new LinkedHashMap<>();
    for (Entry entry : table.entries()) {
      List<Integer> own = slots.computeIfAbsent(entry.resource(), name -> new ArrayList<>());
      if (entry.refuses()) {
        own.add(entry.slot());
      }
    }
    List<Resource> found = new ArrayList<>();
    slots.forEach(
        (name, own) -> {
          long now = blocked(new Resource(name, own, 0));
          long retired = Math.max(0, before.getOrDefault(name, 0L) - now);
          found.add(new Resource(name, List.copyOf(own), retired));
        });
    resources = List.copyOf(found);
  }
}
