package dev.weir.dropin;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Need;
import dev.weir.hook.Plane;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.Kernel;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.LoadedObject;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.List;
import java.util.Map;

/** The hook of a dropped object: it runs its programs; Weir's rules say nothing to it. */
final class DroppedHook implements Hook {

  private final DroppedObject object;
  private final HookSpec spec;
  private final Map<String, Long> settings;
  private final Kernel kernel;

  /**
   * @param object its programs
   * @param version of its bundle
   * @param device interface where it is attached when it belongs at one
   * @param settings values of its variables
   */
  DroppedHook(
      DroppedObject object,
      String version,
      String device,
      Map<String, Long> settings,
      Kernel kernel) {
    this.object = object;
    this.settings = Map.copyOf(settings);
    this.kernel = kernel;
    boolean driver = object.programs().get(0).type().xdp();
    this.spec =
        new HookSpec(
            object.name(),
            version,
            driver ? Plane.DRIVER : Plane.KERNEL,
            object.point(device),
            "dropped in: " + names(object));
  }

  @Override
  public HookSpec spec() {
    return spec;
  }

  @Override
  public Ability judge(Rule rule) {
    return Ability.no("it is a program of its own");
  }

  @Override
  public List<Need> needs() {
    return kernel.needs(object.programs().stream().map(DroppedObject.Program::type).toList());
  }

  @Override
  public Attachment attach(String point) throws HookException {
    return kernel.attach(object.at(point, settings), Silent::new);
  }

  private static String names(DroppedObject object) {
    return String.join(
        ", ", object.programs().stream().map(DroppedObject.Program::function).toList());
  }

  /** Takes no rules and reports its maps' names. */
  private record Silent(String maps) implements KernelModule {

    Silent(LoadedObject object) {
      this(String.join(" ", object.maps()));
    }

    @Override
    public void apply(RuleSet slice) throws HookException {
      if (!slice.rules().isEmpty()) {
        throw new HookException("a dropped program takes no rules");
      }
    }

    @Override
    public void read(SignalReader reader) {}

    @Override
    public Map<String, String> facts() {
      return Map.of("maps", maps);
    }
  }
}
