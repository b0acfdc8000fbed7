package dev.weir.source.etcd;

import dev.weir.hook.RuleSink;
import dev.weir.hook.RuleSource;
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
 * Rules from the keys of etcd: each key holds one document. A cluster that cannot be reached is a
 * fault, not an order to lift all limits: the source says so, and the rules stay.
 */
@Component(
    service = RuleSource.class,
    configurationPid = EtcdRuleSource.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL,
    property = RuleSource.PRECEDENCE + ":Integer=30")
@Designate(ocd = EtcdRuleSource.Config.class)
public final class EtcdRuleSource implements RuleSource {

  /** Its configuration. */
  public static final String PID = "dev.weir.source.etcd";

  private final @Nullable Settings settings;
  private final String wrong;
  private @Nullable Follow running;

  /** What a user sets. */
  @ObjectClassDefinition(
      name = "Weir: rules from etcd",
      description = "Keys of etcd, each of which holds one document.")
  public @interface Config {

    @AttributeDefinition(
        description =
            "URLs of the members, separated by commas: http://HOST:PORT or https://HOST:PORT.")
    String endpoints() default "http://127.0.0.1:2379";

    @AttributeDefinition(
        description = "Prefixes of the keys that hold documents, separated by commas.")
    String prefixes() default "/weir/rules/";

    @AttributeDefinition(description = "Single keys that hold documents, separated by commas.")
    String keys() default "";

    @AttributeDefinition(description = "User of etcd; empty where it needs none.")
    String user() default "";

    @AttributeDefinition(
        name = ".password",
        type = AttributeType.PASSWORD,
        description =
            "The user's password. Its name begins with a dot, which keeps it out of the service's"
                + " properties; better is password.file.")
    String _password() default "";

    @AttributeDefinition(
        name = "password.file",
        description = "File that holds the password; read at every connection.")
    String password_file() default "";

    @AttributeDefinition(
        name = "tls.ca",
        description =
            "File (PEM) of the authorities that sign the members' certificates; empty for the"
                + " JDK's.")
    String tls_ca() default "";

    @AttributeDefinition(
        name = "tls.certificate",
        description = "File (PEM) of the client's certificate; empty where it needs none.")
    String tls_certificate() default "";

    @AttributeDefinition(
        name = "tls.key",
        description = "File (PEM, PKCS #8) of the client certificate's key.")
    String tls_key() default "";

    @AttributeDefinition(
        name = "tls.authority",
        description = "Name in the members' certificates, where it is not their address.")
    String tls_authority() default "";

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
            "Longest wait before the next try at a cluster that cannot be reached, in"
                + " milliseconds; the first is a tenth of a second.")
    int retry_max_ms() default 5_000;
  }

  @Activate
  public EtcdRuleSource(Config config) {
    Settings read = null;
    String problem = "";
    try {
      read = Settings.of(config);
    } catch (IllegalArgumentException e) {
      problem = PID + ": " + e.getMessage();
    }
    settings = read;
    wrong = problem;
  }

  @Override
  public String name() {
    return "etcd";
  }

  @Override
  public synchronized void open(RuleSink sink) {
    if (running != null) {
      throw new IllegalStateException("source etcd is open already: close it first");
    }
    if (settings == null) {
      sink.unreachable(wrong);
      return;
    }
    running = new Follow(settings, sink);
    running.start();
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
