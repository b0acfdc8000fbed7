package dev.weir.tc.classifier;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.Need;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.BundledObject;
import dev.weir.libbpf.Kernel;
import dev.weir.rule.Cidr;
import dev.weir.rule.Rule;
import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.traffic.AllowList;
import dev.weir.traffic.Limit;
import dev.weir.traffic.LimitModule;
import dev.weir.traffic.Powers;
import dev.weir.traffic.Sizes;
import dev.weir.traffic.Unfit;
import java.util.List;
import java.util.Map;

/** What both ways have in common: one program, told which way it sees. */
final class TcHook {

  private static final String OBJECT = "/tc_classifier.bpf.o";
  private static final String PROGRAM = "tc_classifier";

  private final Powers powers;
  private final Kernel kernel;
  private final List<Cidr> allowed;
  private final Settings settings;

  /** Sizes as the configuration has them. */
  record Settings(
      int sourceRules, int sourcesPerRule, int addressTables, int priority, boolean failClosed) {

    Sizes sizes(int cpus) {
      return Sizes.small(cpus)
          .withSources(sourceRules, sourcesPerRule)
          .withAddressTables(addressTables);
    }
  }

  /**
   * @throws IllegalArgumentException when a setting is out of bounds
   */
  TcHook(Powers powers, Settings settings, String[] allow, Kernel kernel) {
    this.powers = powers;
    this.kernel = kernel;
    this.settings = settings;
    this.allowed = AllowList.parse(allow);
    settings.sizes(1);
  }

  Ability judge(Rule rule) {
    try {
      return new Ability.Able(Limit.note(rule, powers));
    } catch (Unfit e) {
      return Ability.no(e.reason());
    }
  }

  List<Need> needs() {
    return kernel.needs(List.of(type()));
  }

  private AttachType type() {
    return powers.direction() == Direction.EGRESS ? AttachType.TCX_EGRESS : AttachType.TCX_INGRESS;
  }

  Attachment attach(String point) throws HookException {
    Sizes sizes = settings.sizes(kernel.possibleCpus());
    boolean out = powers.direction() == Direction.EGRESS;
    Map<String, Long> program = Map.of("outgoing", out ? 1L : 0L, "tick_nanos", kernel.tickNanos());
    return kernel.attach(
        new AttachSpec(
                powers.hook(), sizes.object(PROGRAM, object(), program), PROGRAM, type(), point)
            .withPriority(settings.priority())
            .withFailClosed(settings.failClosed()),
        loaded -> new LimitModule(loaded, powers, sizes, allowed, kernel::awaitReaders));
  }

  static byte[] object() throws HookException {
    return BundledObject.read(TcHook.class, OBJECT);
  }
}
