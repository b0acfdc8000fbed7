package dev.weir.tc.classifier;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Plane;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.Kernel;
import dev.weir.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The hook that limits in the kernel. */
@Component(
    service = Hook.class,
    configurationPid = "dev.weir.tc.classifier",
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = TcClassifier.Config.class)
public final class TcClassifier implements Hook {

  static final String NAME = "tc-classifier";

  private static final String OBJECT = "/tc_classifier.bpf.o";

  private final HookSpec spec;
  private final Config config;
  private final Kernel kernel;

  /** Settings. */
  @ObjectClassDefinition(name = "Weir: tc classifier")
  public @interface Config {

    /** Interface, in the daemon's network namespace. */
    @AttributeDefinition(description = "Interface whose incoming packets are limited")
    String interface$() default "weir0";

    /** Rules per source. */
    @AttributeDefinition(description = "Most rules per source in force, 1 to 512")
    int sourceRules() default 16;

    /** Sources per rule. */
    @AttributeDefinition(
        description = "Busy sources that such a rule tells apart; 16 bytes each, a power of 2")
    int sourcesPerRule() default 32_768;
  }

  @Activate
  public TcClassifier(BundleContext context, Config config, @Reference Kernel kernel) {
    this(context.getBundle().getVersion().toString(), config, kernel);
  }

  TcClassifier(String version, Config config, Kernel kernel) {
    this.spec =
        new HookSpec(
            NAME,
            version,
            Plane.KERNEL,
            config.interface$(),
            "limits packets and new connections per port and source");
    this.config = config;
    this.kernel = kernel;
    sizes(1);
  }

  @Override
  public HookSpec spec() {
    return spec;
  }

  @Override
  public Ability judge(Rule rule) {
    try {
      return new Ability.Able(Limit.of(rule).note(rule));
    } catch (Limit.Unfit e) {
      return Ability.no(e.reason());
    }
  }

  @Override
  public Attachment attach(String point) throws HookException {
    Sizes sizes = sizes(kernel.possibleCpus());
    return kernel.attach(
        new AttachSpec(
            NAME, sizes.object(object()), "tc_classifier", AttachType.TCX_INGRESS, point),
        loaded -> new ClassifierModule(new RuleTable(loaded, sizes, kernel::awaitReaders)));
  }

  static byte[] object() throws HookException {
    try (InputStream object = TcClassifier.class.getResourceAsStream(OBJECT)) {
      if (object == null) {
        throw new HookException("the bundle of tc-classifier lacks its program " + OBJECT);
      }
      return object.readAllBytes();
    } catch (IOException e) {
      throw new HookException("cannot read " + OBJECT + " from the bundle of tc-classifier", e);
    }
  }

  private Sizes sizes(int cpus) {
    return Sizes.of(config.sourceRules(), config.sourcesPerRule(), cpus);
  }
}
