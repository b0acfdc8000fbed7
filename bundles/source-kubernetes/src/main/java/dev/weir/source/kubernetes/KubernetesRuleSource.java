package dev.weir.source.kubernetes;

import dev.weir.hook.Outcome;
import dev.weir.hook.OutcomeSink;
import dev.weir.hook.RuleSink;
import dev.weir.hook.RuleSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Rules from custom resources: each object is a document named {@code KIND/NAMESPACE/NAME}. An API
 * server that cannot be reached is a fault, not an order to lift all limits: the source says so,
 * and the rules stay.
 */
@Component(
    service = RuleSource.class,
    configurationPid = KubernetesRuleSource.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL,
    property = RuleSource.PRECEDENCE + ":Integer=20")
@Designate(ocd = KubernetesRuleSource.Config.class)
public final class KubernetesRuleSource implements RuleSource, OutcomeSink {

  /** Its configuration. */
  public static final String PID = "dev.weir.source.kubernetes";

  private final @Nullable Settings settings;
  private final String wrong;
  private @Nullable Session running;

  /** What a user sets. */
  @ObjectClassDefinition(
      name = "Weir: rules from Kubernetes",
      description = "Custom resources of OpenSergo, Sentinel and Weir.")
  public @interface Config {

    @AttributeDefinition(
        description =
            "The API server, https://HOST:PORT. Empty, and kubeconfig too: that of the cluster that"
                + " Weir runs in.")
    String url() default "";

    @AttributeDefinition(
        name = ".token",
        type = AttributeType.PASSWORD,
        description =
            "Bearer token for url. Its name begins with a dot, which keeps it out of the service's"
                + " properties; better is token.file.")
    String _token() default "";

    @AttributeDefinition(
        name = "token.file",
        description = "File that holds the token for url; read at every request.")
    String token_file() default "";

    @AttributeDefinition(
        description =
            "File (PEM) of the authorities that sign the certificate of url; empty for the JDK's.")
    String ca() default "";

    @AttributeDefinition(description = "File that says how to reach the API server, as kubectl's.")
    String kubeconfig() default "";

    @AttributeDefinition(description = "Context in kubeconfig; empty for its current one.")
    String context() default "";

    @AttributeDefinition(description = "Namespaces, separated by commas; empty for all.")
    String namespaces() default "";

    @AttributeDefinition(
        description = "Label selector, as kubectl's -l takes it; empty for all objects.")
    String selector() default "";

    @AttributeDefinition(
        description =
            "What this daemon is called in the status of objects. Empty: the environment's"
                + " NODE_NAME, else the host's name.")
    String node() default "";

    @AttributeDefinition(description = "Whether the status of objects is written.")
    boolean status() default true;

    @AttributeDefinition(
        name = "status.ms",
        min = "0",
        max = "600000",
        description = "Least time between two writes to the status of an object, in milliseconds.")
    int status_ms() default 1_000;

    @AttributeDefinition(
        name = "timeout.ms",
        min = "100",
        max = "60000",
        description = "Longest wait for an answer, in milliseconds.")
    int timeout_ms() default 5_000;

    @AttributeDefinition(
        name = "retry.max.ms",
        min = "100",
        max = "600000",
        description =
            "Longest wait before the next try at a server that cannot be reached, in milliseconds;"
                + " the first is a tenth of a second.")
    int retry_max_ms() default 5_000;

    @AttributeDefinition(
        name = "discover.ms",
        min = "100",
        max = "600000",
        description = "Time between two looks for kinds that were installed, in milliseconds.")
    int discover_ms() default 5_000;
  }

  @Activate
  public KubernetesRuleSource(Config config) {
    Settings read = null;
    String problem = "";
    try {
      read = Settings.of(config, System.getenv(), Settings.IN_CLUSTER);
    } catch (IllegalArgumentException e) {
      problem = PID + ": " + e.getMessage();
    }
    settings = read;
    wrong = problem;
  }

  /** With settings that were read. */
  KubernetesRuleSource(Settings settings) {
    this.settings = settings;
    this.wrong = "";
  }

  @Override
  public String name() {
    return "kubernetes";
  }

  @Override
  public synchronized void open(RuleSink sink) {
    if (running != null) {
      throw new IllegalStateException("source kubernetes is open already: close it first");
    }
    if (settings == null) {
      sink.unreachable(wrong);
      return;
    }
    running = new Session(settings, sink);
    running.start();
  }

  @Override
  public synchronized void outcomes(List<Outcome> outcomes) {
    if (running != null) {
      running.outcomes(outcomes);
    }
  }

  @Override
  @Deactivate
  public synchronized void close() {
    if (running != null) {
      running.stop();
      running = null;
    }
  }
}
