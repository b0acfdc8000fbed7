package dev.weir.xdp.limiter;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Need;
import dev.weir.hook.Plane;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.BundledObject;
import dev.weir.libbpf.Kernel;
import dev.weir.libbpf.WhenAbsent;
import dev.weir.rule.Cidr;
import dev.weir.rule.Rule;
import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.traffic.AllowList;
import dev.weir.traffic.Limit;
import dev.weir.traffic.LimitModule;
import dev.weir.traffic.PortList;
import dev.weir.traffic.Powers;
import dev.weir.traffic.Sizes;
import dev.weir.traffic.Unfit;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The hook that limits in the driver. */
@Component(
    service = Hook.class,
    configurationPid = XdpLimiter.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = XdpLimiter.Config.class)
public final class XdpLimiter implements Hook {

  static final String NAME = "xdp-limiter";
  static final String PID = "dev.weir.xdp.limiter";

  static final Powers POWERS = new Powers(NAME, PID, Direction.INGRESS, false);

  private static final String OBJECT = "/xdp_limiter.bpf.o";
  private static final String PROGRAM = "xdp_limiter";

  private final HookSpec spec;
  private final AttachType type;
  private final Config config;
  private final List<Cidr> allowed;
  private final Powers powers;
  private final Kernel kernel;

  /** Settings. */
  @ObjectClassDefinition(name = "Weir: XDP limiter")
  public @interface Config {

    /** Interface, in the daemon's network namespace. */
    @AttributeDefinition(description = "Interface whose incoming packets are limited")
    String interface$() default "weir0";

    /** Where XDP runs. */
    @AttributeDefinition(
        description = "auto (the driver, else the generic path), native or generic")
    String mode() default "auto";

    /** Rules per source, network or flow. */
    @AttributeDefinition(description = "Most rules in force per source, network or flow, 1 to 1024")
    int sourceRules() default 16;

    /** Sources per rule. */
    @AttributeDefinition(
        description = "Busy sources that such a rule tells apart; 16 bytes each, a power of 2")
    int sourcesPerRule() default 32_768;

    /** Room for address prefixes. */
    @AttributeDefinition(
        description = "Tables for address prefixes beyond 16 bits; 1 KiB each, 1 to 32768")
    int addressTables() default 1024;

    /** Who always passes. */
    @AttributeDefinition(description = "Address blocks of sources that no rule is for")
    String[] allow() default {};

    /** What system rules are for. */
    @AttributeDefinition(
        description =
            "TCP ports whose new connections system rules refuse: 8080, 8000-8099, or * for every"
                + " port, that of the secure shell too")
    String[] inbound() default {};

    /** Its place among Weir's hooks at the interface. */
    @AttributeDefinition(
        description =
            "Among Weir's hooks at XDP of the interface, those of a lower number see a packet first")
    int priority() default 20;

    /** What happens when the hook is gone. */
    @AttributeDefinition(
        description =
            "When its bundle is gone: open, nothing is limited any more; closed, what its rules limit is refused")
    String whenAbsent() default "open";
  }

  @Activate
  public XdpLimiter(BundleContext context, Config config, @Reference Kernel kernel) {
    this(context.getBundle().getVersion().toString(), config, kernel);
  }

  XdpLimiter(String version, Config config, Kernel kernel) {
    this.spec =
        new HookSpec(
            NAME,
            version,
            Plane.DRIVER,
            config.interface$(),
            "limits incoming packets, bytes and connections before they have a buffer");
    this.type = type(config.mode());
    this.config = config;
    this.allowed = AllowList.parse(config.allow());
    this.powers = POWERS.guarding(PortList.parse(config.inbound()));
    this.kernel = kernel;
    sizes(1);
    WhenAbsent.closed(config.whenAbsent());
  }

  @Override
  public HookSpec spec() {
    return spec;
  }

  @Override
  public Ability judge(Rule rule) {
    try {
      return new Ability.Able(Limit.note(rule, powers));
    } catch (Unfit e) {
      return Ability.no(e.reason());
    }
  }

  @Override
  public List<Need> needs() {
    return kernel.needs(List.of(type));
  }

  @Override
  public Attachment attach(String point) throws HookException {
    Sizes sizes = sizes(kernel.possibleCpus());
    Map<String, Long> settings = Map.of("tick_nanos", kernel.tickNanos());
    return kernel.attach(
        new AttachSpec(NAME, sizes.object(PROGRAM, object(), settings), PROGRAM, type, point)
            .withPriority(config.priority())
            .withFailClosed(WhenAbsent.closed(config.whenAbsent())),
        loaded -> new LimitModule(loaded, powers, sizes, allowed, kernel::awaitReaders));
  }

  static byte[] object() throws HookException {
    return BundledObject.read(XdpLimiter.class, OBJECT);
  }

  private Sizes sizes(int cpus) {
    return Sizes.small(cpus)
        .withSources(config.sourceRules(), config.sourcesPerRule())
        .withAddressTables(config.addressTables());
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
