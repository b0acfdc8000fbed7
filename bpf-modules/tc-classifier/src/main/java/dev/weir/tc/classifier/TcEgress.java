package dev.weir.tc.classifier;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Need;
import dev.weir.hook.Plane;
import dev.weir.libbpf.Kernel;
import dev.weir.libbpf.WhenAbsent;
import dev.weir.rule.Rule;
import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.traffic.Powers;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The hook that limits in the kernel what goes out. */
@Component(
    service = Hook.class,
    configurationPid = TcEgress.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = TcEgress.Config.class)
public final class TcEgress implements Hook {

  static final String NAME = "tc-egress";
  static final String PID = "dev.weir.tc.egress";

  static final Powers POWERS = new Powers(NAME, PID, Direction.EGRESS, true);

  private final HookSpec spec;
  private final TcHook hook;

  /** Settings. */
  @ObjectClassDefinition(name = "Weir: tc egress")
  public @interface Config {

    /** Interface, in the daemon's network namespace. */
    @AttributeDefinition(description = "Interface whose outgoing packets are limited")
    String interface$() default "weir0";

    /** Rules per source, network or flow. */
    @AttributeDefinition(description = "Most rules in force per source, network or flow, 1 to 1024")
    int sourceRules() default 4;

    /** Sources per rule. */
    @AttributeDefinition(
        description = "Busy sources that such a rule tells apart; 16 bytes each, a power of 2")
    int sourcesPerRule() default 4_096;

    /** Room for address prefixes. */
    @AttributeDefinition(
        description = "Tables for address prefixes beyond 16 bits; 1 KiB each, 1 to 32768")
    int addressTables() default 256;

    /** Who always passes. */
    @AttributeDefinition(description = "Address blocks of sources that no rule is for")
    String[] allow() default {};

    /** Its place among Weir's hooks at the interface. */
    @AttributeDefinition(
        description =
            "Among Weir's hooks at tc of the interface, those of a lower number see a packet first")
    int priority() default 50;

    /** What happens when the hook is gone. */
    @AttributeDefinition(
        description =
            "When its bundle is gone: open, nothing is limited any more; closed, what its rules limit is refused")
    String whenAbsent() default "open";
  }

  @Activate
  public TcEgress(BundleContext context, Config config, @Reference Kernel kernel) {
    this(context.getBundle().getVersion().toString(), config, kernel);
  }

  TcEgress(String version, Config config, Kernel kernel) {
    this.spec =
        new HookSpec(
            NAME,
            version,
            Plane.KERNEL,
            config.interface$(),
            "limits outgoing packets, bytes and connections by port, address, source and flow");
    this.hook =
        new TcHook(
            POWERS,
            new TcHook.Settings(
                config.sourceRules(),
                config.sourcesPerRule(),
                config.addressTables(),
                config.priority(),
                WhenAbsent.closed(config.whenAbsent())),
            config.allow(),
            kernel);
  }

  @Override
  public HookSpec spec() {
    return spec;
  }

  @Override
  public Ability judge(Rule rule) {
    return hook.judge(rule);
  }

  @Override
  public List<Need> needs() {
    return hook.needs();
  }

  @Override
  public Attachment attach(String point) throws HookException {
    return hook.attach(point);
  }
}
