package dev.weir.shell;

import dev.weir.hook.HookException;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Plane;
import dev.weir.hook.Status;
import dev.weir.manager.CapabilityView;
import dev.weir.manager.ExplainView;
import dev.weir.manager.HookView;
import dev.weir.manager.Manager;
import dev.weir.manager.RevisionView;
import dev.weir.manager.RulesView;
import dev.weir.manager.SignalView;
import dev.weir.manager.SwitchView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A manager that shows what a test gives it and notes what it is asked to do. */
final class FakeManager implements Manager {

  List<HookView> hooks = List.of();
  List<CapabilityView> capabilities = List.of();
  String log = "";
  RulesView rules = new RulesView(0, List.of(), List.of(), Optional.empty());
  List<RevisionView> revisions = List.of();
  List<SignalView> signals = List.of();
  List<SwitchView> switches = List.of();
  Optional<ExplainView> explained = Optional.empty();
  final List<String> calls = new ArrayList<>();
  Optional<String> refusal = Optional.empty();

  static HookView hook(String name, HookView.State state, boolean live, String problem) {
    return new HookView(
        new HookSpec(name, "0.1.0", Plane.KERNEL, "weir0", "limits connections"),
        state,
        "weir0",
        1_700_000_000_000L,
        problem,
        List.of("orders", "carts"),
        new Status(live, live ? "tcx ingress, link 7" : "no link", Map.of("link", "7")));
  }

  @Override
  public List<HookView> hooks() {
    return hooks;
  }

  @Override
  public List<CapabilityView> capabilities() {
    return capabilities;
  }

  @Override
  public String log(String hook) throws HookException {
    refuse();
    return log;
  }

  @Override
  public RulesView rules() {
    return rules;
  }

  @Override
  public List<SignalView> signals() {
    return signals;
  }

  @Override
  public List<SwitchView> switches() {
    return switches;
  }

  @Override
  public Optional<ExplainView> explain(String rule) {
    return explained.filter(view -> view.placed().rule().id().equals(rule));
  }

  @Override
  public List<RevisionView> revisions() {
    return revisions;
  }

  @Override
  public String rollback(long revision) {
    calls.add("rollback " + revision);
    return refusal.orElse("");
  }

  @Override
  public String release() {
    calls.add("release");
    return refusal.orElse("");
  }

  @Override
  public void attach(String hook, Optional<String> point) throws HookException {
    refuse();
    calls.add("attach " + hook + point.map(p -> " " + p).orElse(""));
  }

  @Override
  public void detach(String hook) throws HookException {
    refuse();
    calls.add("detach " + hook);
  }

  private void refuse() throws HookException {
    if (refusal.isPresent()) {
      throw new HookException(refusal.get());
    }
  }
}
