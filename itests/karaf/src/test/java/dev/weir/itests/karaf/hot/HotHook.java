package dev.weir.itests.karaf.hot;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Plane;
import dev.weir.hook.Status;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.Map;

/** A hook of the proxy plane that enforces nothing. */
public final class HotHook implements Hook {

  /** Its name. */
  public static final String NAME = "hot";

  @Override
  public HookSpec spec() {
    return new HookSpec(NAME, "1.0.0", Plane.PROXY, "nowhere", "a hook of a test");
  }

  @Override
  public Ability judge(Rule rule) {
    return Ability.no("it enforces nothing");
  }

  @Override
  public Attachment attach(String point) {
    return new Nothing();
  }

  private static final class Nothing implements Attachment {

    private boolean live = true;

    @Override
    public void apply(RuleSet slice) {}

    @Override
    public Status status() {
      return new Status(live, "in memory", Map.of());
    }

    @Override
    public void release() {
      live = false;
    }

    @Override
    public void detach() {
      live = false;
    }
  }
}
