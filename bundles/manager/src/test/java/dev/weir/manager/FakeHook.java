package dev.weir.manager;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Plane;
import dev.weir.hook.Status;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A hook that writes down what is asked of it, and refuses when told to. */
public final class FakeHook implements Hook {

  private final HookSpec spec;
  private final List<String> journal;
  private final Class<? extends Rule> able;
  public boolean refuseAttach;
  public String refusal = "does not exist";
  public boolean refuseApply;
  public boolean failClosed;
  public boolean refuseShut;

  public FakeHook(String name, String version, Plane plane, List<String> journal) {
    this(name, version, plane, FlowRule.class, journal);
  }

  public FakeHook(
      String name, String version, Plane plane, Class<? extends Rule> able, List<String> journal) {
    this.spec = new HookSpec(name, version, plane, "point0", "a fake");
    this.able = able;
    this.journal = journal;
  }

  @Override
  public HookSpec spec() {
    return spec;
  }

  @Override
  public Ability judge(Rule rule) {
    return able.isInstance(rule)
        ? Ability.yes()
        : Ability.no("takes " + able.getSimpleName() + " only");
  }

  @Override
  public Attachment attach(String point) throws HookException {
    if (refuseAttach) {
      throw new HookException(
          "attach: point '" + point + "' " + refusal,
          new IllegalStateException("a cause"),
          "line 1\nline 2");
    }
    note("attach " + point);
    return new FakeAttachment();
  }

  private void note(String what) {
    journal.add(spec.name() + "-" + spec.version() + " " + what);
  }

  private final class FakeAttachment implements Attachment {

    private boolean live = true;

    @Override
    public void apply(RuleSet slice) throws HookException {
      if (refuseApply) {
        throw new HookException("no room");
      }
      note("apply " + new ArrayList<>(slice.rules().stream().map(Rule::id).toList()));
    }

    @Override
    public Status status() {
      return new Status(live, "", Map.of());
    }

    @Override
    public boolean shut() throws HookException {
      if (refuseShut) {
        throw new HookException("no shutter");
      }
      if (failClosed) {
        note("shut");
      }
      return failClosed;
    }

    @Override
    public void release() {
      note("release");
    }

    @Override
    public void detach() {
      live = false;
      note("detach");
    }
  }
}
