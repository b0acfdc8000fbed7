package dev.weir.wasm.export;

import dev.weir.envoy.FilterDelivery;
import dev.weir.envoy.FilterModule;
import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.Status;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.grpc.GrpcFilter;
import dev.weir.wasm.http.HttpFilter;
import dev.weir.wasm.service.ServiceFilter;
import dev.weir.wasm.tcp.TcpFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The filters that there are, asked as the daemon asks them: each rule goes to the first that can,
 * one of the whole host and a pattern to every one.
 *
 * @param exported those that have rules, and the service if there is a daemon that it can ask
 * @param notes what the user should know of a rule: that a filter enforces it less than exactly, or
 *     that none does, and why
 */
record Filters(List<Exported> exported, List<String> notes) {

  private static final String VM_ID = "weir";

  /** A filter before it has rules. */
  private record Candidate(Hook hook, Recorder recorder) {

    static Candidate of(boolean service, Function<FilterDelivery, Hook> hook) {
      Recorder recorder = new Recorder(service);
      return new Candidate(hook.apply(recorder), recorder);
    }
  }

  /**
   * Distributes rules over the filters.
   *
   * @param service whether Weir's service is to bring them figures of the host
   */
  static Filters of(RuleSet rules, String version, boolean service) throws HookException {
    List<Candidate> candidates =
        List.of(
            Candidate.of(service, to -> new HttpFilter(version, "weir-http", VM_ID, to)),
            Candidate.of(service, to -> new GrpcFilter(version, "weir-grpc", VM_ID, to)),
            Candidate.of(service, to -> new TcpFilter(version, "weir-tcp", VM_ID, to)));
    List<String> notes = new ArrayList<>();
    Map<Candidate, List<Rule>> taken = new LinkedHashMap<>();
    for (Rule rule : rules.rules()) {
      place(rule, candidates, taken, notes);
    }
    List<Exported> exported = new ArrayList<>();
    for (Candidate candidate : candidates) {
      List<Rule> slice = taken.get(candidate);
      if (slice != null) {
        exported.add(export(candidate, new RuleSet(rules.revision(), slice)));
      }
    }
    if (service && !exported.isEmpty()) {
      Candidate own =
          Candidate.of(true, to -> new ServiceFilter(version, VM_ID, WeirService.CLUSTER, to));
      exported.add(export(own, RuleSet.EMPTY));
    }
    return new Filters(List.copyOf(exported), List.copyOf(notes));
  }

  private static Exported export(Candidate candidate, RuleSet slice) throws HookException {
    candidate.hook.attach(candidate.hook.spec().point()).apply(slice);
    return candidate.recorder.last();
  }

  private static void place(
      Rule rule, List<Candidate> candidates, Map<Candidate, List<Rule>> taken, List<String> notes) {
    Set<String> reasons = new LinkedHashSet<>();
    Set<String> said = new LinkedHashSet<>();
    boolean placed = false;
    for (Candidate candidate : candidates) {
      Ability ability = candidate.hook.judge(rule);
      if (ability instanceof Ability.Able able) {
        taken.computeIfAbsent(candidate, key -> new ArrayList<>()).add(rule);
        said.add(able.note());
        placed = true;
        if (!rule.isForAllHooks()) {
          break;
        }
      } else if (ability instanceof Ability.Unable unable) {
        reasons.add(unable.reason());
      }
    }
    said.remove("");
    if (!placed) {
      notes.add("rule '" + rule.id() + "' is not exported: " + String.join("; ", reasons));
    } else if (!said.isEmpty()) {
      notes.add("rule '" + rule.id() + "': " + String.join("; ", said));
    }
  }

  /** Keeps what it is to deliver. */
  private static final class Recorder implements FilterDelivery {

    private final List<Exported> delivered = new ArrayList<>();
    private final boolean service;

    Recorder(boolean service) {
      this.service = service;
    }

    @Override
    public boolean delivers(String filter) {
      return service && filter.equals(FilterModule.SERVICE);
    }

    Exported last() {
      return delivered.get(delivered.size() - 1);
    }

    @Override
    public Attachment deliver(FilterModule filter, String slot, Function<RuleSet, String> render) {
      return new Attachment() {
        @Override
        public void apply(RuleSet slice) {
          FilterModule build = filter.forRules(slice);
          delivered.add(new Exported(build, render.apply(slice), slice.rules().size()));
        }

        @Override
        public Status status() {
          return new Status(true, "recorded", Map.of());
        }

        @Override
        public void release() {}

        @Override
        public void detach() {}
      };
    }
  }
}
