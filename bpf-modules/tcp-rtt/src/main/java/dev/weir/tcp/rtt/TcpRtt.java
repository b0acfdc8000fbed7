package dev.weir.tcp.rtt;

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
import dev.weir.libbpf.ObjectSpec;
import dev.weir.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The hook that tells round-trip times and retransmissions by port. */
@Component(
    service = Hook.class,
    configurationPid = "dev.weir.tcp.rtt",
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = TcpRtt.Config.class)
public final class TcpRtt implements Hook {

  static final String NAME = "tcp-rtt";

  private static final String OBJECT = "/tcp_rtt.bpf.o";
  private static final Set<String> STATE = Set.of("sums", "sockets", "shared");

  private final HookSpec spec;
  private final Kernel kernel;

  /** Settings. */
  @ObjectClassDefinition(name = "Weir: TCP round-trip times")
  public @interface Config {

    /** Whose sockets. */
    @AttributeDefinition(
        description = "Control group whose sockets are followed, below the root of cgroup2")
    String cgroup() default "/";
  }

  @Activate
  public TcpRtt(BundleContext context, Config config, @Reference Kernel kernel) {
    this(context.getBundle().getVersion().toString(), config, kernel);
  }

  TcpRtt(String version, Config config, Kernel kernel) {
    this.spec =
        new HookSpec(
            NAME,
            version,
            Plane.KERNEL,
            config.cgroup(),
            "measures round-trip times and retransmissions of TCP, by port");
    this.kernel = kernel;
  }

  @Override
  public HookSpec spec() {
    return spec;
  }

  @Override
  public Ability judge(Rule rule) {
    return Ability.no("it measures and does not limit");
  }

  @Override
  public Set<SignalEvent> tells() {
    return Set.of(
        SignalEvent.RTT, SignalEvent.RTT_SAMPLES, SignalEvent.SEGMENTS, SignalEvent.RETRANSMITS);
  }

  @Override
  public List<Need> needs() {
    return kernel.needs(List.of(AttachType.SOCK_OPS));
  }

  @Override
  public Attachment attach(String point) throws HookException {
    ObjectSpec object = new ObjectSpec("tcp_rtt", object(), Map.of(), Map.of(), List.of(STATE));
    return kernel.attach(
        new AttachSpec(NAME, object, "tcp_rtt", AttachType.SOCK_OPS, point), RttModule::new);
  }

  static byte[] object() throws HookException {
    return BundledObject.read(TcpRtt.class, OBJECT);
  }
}
