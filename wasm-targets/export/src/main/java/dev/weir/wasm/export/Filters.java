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
import dev.weir.wasm.tcp.TcpFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The filters that there are, asked as the daemon asks them: each rule goes to the first that can.
 *
 * @param exported those that have rules
 * @param notes what the user should know of a rule: that a filter enforces it less than exactly, or
 *     that none does, and why
 */
record Filters(List<Exported> exported, List<String> notes) {

  private static final String VM_ID = "weir";

  /** A filter before it has rules. */
  private record Candidate(Hook hook, Recorder recorder) {

    static Candidate of(Function<FilterDelivery, Hook> hook) {
      Recorder recorder = new Recorder();
      return new Candidate(hook.apply(recorder), recorder);
    }
  }

  /** Distributes rules over the filters. */
  static Filters of(RuleSet rules, String version) throws HookException {
    List<Candidate> candidates =
        List.of(
            Candidate.of(to -> new HttpFilter(version, "weir-http", VM_ID, to)),
            Candidate.of(to -> new GrpcFilter(version, "weir-grpc", VM_ID, to)),
            Candidate.of(to -> new TcpFilter(version, "weir-tcp", VM_ID, to)));
    List<String> notes = new ArrayList<>();
    Map<Candidate, List<Rule>> taken = new LinkedHashMap<>();
    for (Rule rule : rules.rules()) {
      place(rule, candidates, taken, notes);
    }
    List<Exported> exported = new ArrayList<>();
    for (Candidate candidate : candidates) {
      List<Rule> slice = taken.get(candidate);
      if (slice != null) {
        candidate
            .hook
            .attach(candidate.hook.spec().point())
            .apply(new RuleSet(rules.revision(), slice));
        exported.add(candidate.recorder.last());
      }
    }
    return new Filters(List.copyOf(exported), List.copyOf(notes));
  }

  private static void place(
      Rule rule, List<Candidate> candidates, Map<Candidate, List<Rule>> taken, List<String> notes) {
    List<String> reasons = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Ability ability = candidate.hook.judge(rule);
      if (ability instanceof Ability.Able able) {
        taken.computeIfAbsent(candidate, key -> new ArrayList<>()).add(rule);
        if (!able.note().isEmpty()) {
          notes.add("rule '" + rule.id() + "': " + able.note());
        }
        return;
      }
      if (ability instanceof Ability.Unable unable) {
        reasons.add(unable.reason());
      }
    }
    notes.add("rule '" + rule.id() + "' is not exported: " + String.join("; ", reasons));
  }

  /** Keeps what it is to deliver. */
  private static final class Recorder implements FilterDelivery {

    private final List<Exported> delivered = new ArrayList<>();

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
