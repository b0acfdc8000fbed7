package dev.weir.source.file;

import dev.weir.hook.RuleSink;
import dev.weir.hook.RuleSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Rules from the YAML and JSON files of a folder. A folder that is gone or cannot be read is a
 * fault, not an order to lift all limits: the source says so, and the rules stay.
 */
@Component(
    service = RuleSource.class,
    configurationPid = FileRuleSource.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL,
    property = RuleSource.PRECEDENCE + ":Integer=0")
@Designate(ocd = FileRuleSource.Config.class)
public final class FileRuleSource implements RuleSource {

  /** Its configuration. */
  public static final String PID = "dev.weir.source.file";

  private final Path folder;
  private final Settle settle;
  private @Nullable FolderWatch running;

  /** What a user sets. */
  @ObjectClassDefinition(
      name = "Weir: rules from files",
      description = "A folder of YAML and JSON files.")
  public @interface Config {

    @AttributeDefinition(
        description =
            "The folder. Empty: the framework property weir.rules, else ${karaf.base}/rules, else"
                + " rules in the working directory.")
    String folder() default "";

    @AttributeDefinition(
        description =
            "Milliseconds that a replaced file rests before it is read, 0 to 10000; one that is"
                + " written in place rests 4 times as long.",
        min = "0",
        max = "10000")
    int settle() default Settle.DEFAULT_MS;
  }

  @Activate
  public FileRuleSource(Config config, BundleContext context) {
    this(folder(config.folder(), context), config.settle());
  }

  /**
   * A source that needs no framework.
   *
   * @param settleMillis how long a replaced file rests before it is read, 0 to 10,000
   */
  public FileRuleSource(Path folder, int settleMillis) {
    this.folder = folder.toAbsolutePath().normalize();
    this.settle = new Settle(settleMillis);
  }

  private static Path folder(String configured, BundleContext context) {
    String rules = context.getProperty("weir.rules");
    String karaf = context.getProperty("karaf.base");
    String chosen = configured.isBlank() && rules != null ? rules : configured;
    try {
      if (!chosen.isBlank()) {
        return Path.of(chosen.strip());
      }
      return karaf == null ? Path.of("rules") : Path.of(karaf, "rules");
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("folder must be a path, was '" + chosen + "'", e);
    }
  }

  @Override
  public String name() {
    return "file";
  }

  /** The folder that is read. */
  public Path folder() {
    return folder;
  }

  @Override
  public synchronized void open(RuleSink sink) {
    if (running != null) {
      throw new IllegalStateException("source file is open already: close it first");
    }
    running = new FolderWatch(folder, settle, sink);
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
