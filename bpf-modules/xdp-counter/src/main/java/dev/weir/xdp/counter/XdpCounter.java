package dev.weir.xdp.counter;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Need;
import dev.weir.hook.Plane;
import dev.weir.hook.SignalEvent;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.BundledObject;
import dev.weir.libbpf.Kernel;
import dev.weir.rule.Rule;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The hook that counts in the driver. */
@Component(
    service = Hook.class,
    configurationPid = "dev.weir.xdp.counter",
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = XdpCounter.Config.class)
public final class XdpCounter implements Hook {

  static final String NAME = "xdp-counter";

  private static final String OBJECT = "/xdp_counter.bpf.o";

  private final HookSpec spec;
  private final AttachType type;
  private final Config config;
  private final Kernel kernel;

  /** Settings. */
  @ObjectClassDefinition(name = "Weir: XDP counter")
  public @interface Config {

    /** Interface, in the daemon's network namespace. */
    @AttributeDefinition(description = "Interface whose incoming packets are counted")
    String interface$() default "weir0";

    /** Where XDP runs. */
    @AttributeDefinition(
        description = "auto (the driver, else the generic path), native or generic")
    String mode() default "auto";

    /** Size of the port table. */
    @AttributeDefinition(description = "Ports that can be told apart, 1 to 262143")
    int ports() default 8191;

    /** Size of the source table. */
    @AttributeDefinition(description = "Sources that can be told apart; rounded up to a power of 2")
    int sources() default 8192;

    /** Its place among Weir's hooks at the interface. */
    @AttributeDefinition(
        description =
            "Among Weir's hooks at XDP of the interface, those of a lower number see a packet first")
    int priority() default 10;
  }

  @Activate
  public XdpCounter(BundleContext context, Config config, @Reference Kernel kernel) {
    this(context.getBundle().getVersion().toString(), config, kernel);
  }

  XdpCounter(String version, Config config, Kernel kernel) {
    this.spec =
        new HookSpec(
            NAME,
            version,
            Plane.DRIVER,
            config.interface$(),
            "counts packets, bytes and connections per port and source");
    this.type = type(config.mode());
    this.config = config;
    this.kernel = kernel;
    CounterSizes.of(config.ports(), config.sources(), 1);
  }

  @Override
  public HookSpec spec() {
    return spec;
  }

  @Override
  public Ability judge(Rule rule) {
    return Ability.no("it counts and does not limit");
  }

  @Override
  public Set<SignalEvent> tells() {
    return Set.of(SignalEvent.PASS, SignalEvent.PACKETS, SignalEvent.BYTES, SignalEvent.RESETS);
  }

  @Override
  public List<Need> needs() {
    return kernel.needs(Set.of(type));
  }

  @Override
  public Attachment attach(String point) throws HookException {
    CounterSizes sizes = CounterSizes.of(config.ports(), config.sources(), kernel.possibleCpus());
    return kernel.attach(
        new AttachSpec(NAME, sizes.object(object()), "xdp_counter", type, point)
            .withPriority(config.priority()),
        loaded -> CounterModule.bind(loaded, sizes));
  }

  static byte[] object() throws HookException {
    return BundledObject.read(XdpCounter.class, OBJECT);
  }

  private static AttachType type(String mode) {
    return switch (mode) {
      case "auto" -> AttachType.XDP_AUTO;
      case "native" -> AttachType.XDP_NATIVE;
      case "generic" -> AttachType.XDP_GENERIC;
      default ->
          throw new IllegalArgumentException(
              "mode must be auto, native or generic, was '" + mode + "'");
    };
  }
}
