package dev.weir.source.config;

import dev.weir.hook.Document;
import dev.weir.hook.RuleSink;
import dev.weir.hook.RuleSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Rules from the configuration {@value #PID} and its factory instances {@code dev.weir.rules~NAME}.
 * Every event reads all of them anew: whatever order events arrive in, the last delivery shows the
 * state that is. (A ManagedService would see them only if no other bundle had claimed them first.)
 */
@Component(
    immediate = true,
    service = {RuleSource.class, ConfigurationListener.class},
    configurationPolicy = ConfigurationPolicy.IGNORE,
    property = RuleSource.PRECEDENCE + ":Integer=100")
public final class ConfigRuleSource implements RuleSource, ConfigurationListener {

  /** The configuration that holds rules. */
  public static final String PID = "dev.weir.rules";

  private static final String ALL = "(|(service.pid=" + PID + ")(service.factoryPid=" + PID + "))";

  private final ConfigurationAdmin admin;
  private @Nullable RuleSink sink;
  private @Nullable Told told;

  private record Told(List<Document> documents, List<String> faults) {}

  @Activate
  public ConfigRuleSource(@Reference ConfigurationAdmin admin) {
    this.admin = admin;
  }

  @Override
  public String name() {
    return "config";
  }

  @Override
  public synchronized void open(RuleSink target) {
    if (sink != null) {
      throw new IllegalStateException("source config is open already: close it first");
    }
    sink = target;
    told = null;
    deliver();
  }

  @Override
  @Deactivate
  public synchronized void close() {
    sink = null;
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    boolean ours = PID.equals(event.getFactoryPid()) || PID.equals(event.getPid());
    if (ours && event.getType() != ConfigurationEvent.CM_LOCATION_CHANGED) {
      deliver();
    }
  }

  private synchronized void deliver() {
    RuleSink target = sink;
    if (target == null) {
      return;
    }
    try {
      Told now = read();
      if (!now.equals(told)) {
        target.deliver(now.documents());
        if (!now.faults().isEmpty()) {
          target.unreachable(String.join("; ", now.faults()));
        }
        told = now;
      }
    } catch (IOException | InvalidSyntaxException e) {
      target.unreachable("Config Admin cannot list " + PID + ": " + e.getMessage());
      told = null;
    }
  }

  private Told read() throws IOException, InvalidSyntaxException {
    Configuration[] found = admin.listConfigurations(ALL);
    List<Document> documents = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    if (found != null) {
      Arrays.stream(found)
          .filter(configuration -> configuration.getProperties() != null)
          .map(c -> new RuleSheet(c.getPid(), Objects.requireNonNull(c.getProperties())))
          .sorted(Comparator.comparing(RuleSheet::pid))
          .forEach(sheet -> sheet.read(documents, faults));
    }
    return new Told(documents, faults);
  }
}
