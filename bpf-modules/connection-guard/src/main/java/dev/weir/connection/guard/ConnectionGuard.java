package dev.weir.connection.guard;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Need;
import dev.weir.hook.Plane;
import dev.weir.hook.SignalEvent;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachSpec.Further;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.BundledObject;
import dev.weir.libbpf.Kernel;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.libbpf.WhenAbsent;
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

/** The hook that limits how many connections there are at once. */
@Component(
    service = Hook.class,
    configurationPid = "dev.weir.connection.guard",
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = ConnectionGuard.Config.class)
public final class ConnectionGuard implements Hook {

  static final String NAME = "connection-guard";

  private static final String OBJECT = "/connection_guard.bpf.o";
  private static final Set<String> STATE = Set.of("limits", "places", "peers", "sockets", "shared");
  private static final List<Further> FURTHER =
      List.of(
          new Further("guard_release", AttachType.SOCK_RELEASE),
          new Further("guard_connect4", AttachType.CONNECT4),
          new Further("guard_connect6", AttachType.CONNECT6),
          new Further("guard_lookup", AttachType.SK_LOOKUP));

  private static final List<AttachType> TYPES =
      List.of(
          AttachType.SOCK_OPS,
          AttachType.SOCK_RELEASE,
          AttachType.CONNECT4,
          AttachType.CONNECT6,
          AttachType.SK_LOOKUP);

  private final HookSpec spec;
  private final int peers;
  private final boolean failClosed;
  private final Kernel kernel;

  /** Settings. */
  @ObjectClassDefinition(name = "Weir: connection guard")
  public @interface Config {

    /** Whose sockets. */
    @AttributeDefinition(
        description = "Control group whose sockets are guarded, below the root of cgroup2")
    String cgroup() default "/";

    /** Room for peers. */
    @AttributeDefinition(
        description = "Peers that can be told apart where rules limit by peer, 1 to 16777216")
    int peers() default 65_536;

    /** What happens when the hook is gone. */
    @AttributeDefinition(
        description =
            "When its bundle is gone: open, nothing is limited any more; closed, what its rules limit is refused, but for peers on the loopback")
    String whenAbsent() default "open";
  }

  @Activate
  public ConnectionGuard(BundleContext context, Config config, @Reference Kernel kernel) {
    this(context.getBundle().getVersion().toString(), config, kernel);
  }

  ConnectionGuard(String version, Config config, Kernel kernel) {
    this.spec =
        new HookSpec(
            NAME,
            version,
            Plane.KERNEL,
            config.cgroup(),
            "limits TCP connections at once, by port and peer, in and out");
    if (config.peers() < 1 || config.peers() > 1 << 24) {
      throw new IllegalArgumentException("peers must be 1 to 16777216, was " + config.peers());
    }
    this.peers = config.peers();
    this.failClosed = WhenAbsent.closed(config.whenAbsent());
    this.kernel = kernel;
  }

  @Override
  public HookSpec spec() {
    return spec;
  }

  @Override
  public Ability judge(Rule rule) {
    try {
      Limit.of(rule);
      return new Ability.Able(Limit.note(rule));
    } catch (Unfit e) {
      return Ability.no(e.reason());
    }
  }

  @Override
  public Set<SignalEvent> tells() {
    return Set.of(SignalEvent.ESTABLISHED, SignalEvent.COMPLETE);
  }

  @Override
  public List<Need> needs() {
    return kernel.needs(TYPES);
  }

  @Override
  public Attachment attach(String point) throws HookException {
    ObjectSpec object =
        new ObjectSpec(
            "connection_guard", object(), Map.of(), Map.of("peers", peers), List.of(STATE));
    return kernel.attach(
        new AttachSpec(NAME, object, "guard_sockets", AttachType.SOCK_OPS, point, FURTHER)
            .withFailClosed(failClosed),
        GuardModule::new);
  }

  static byte[] object() throws HookException {
    return BundledObject.read(ConnectionGuard.class, OBJECT);
  }
}
