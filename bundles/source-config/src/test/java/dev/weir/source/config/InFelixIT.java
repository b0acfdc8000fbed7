package dev.weir.source.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Document;
import dev.weir.hook.RuleFormat;
import dev.weir.hook.RuleSink;
import dev.weir.hook.RuleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The three bundles in a real framework: resolved, wired, configured, updated, stopped. */
final class InFelixIT {

  @TempDir Path temp = Path.of("");

  private volatile List<Document> last = List.of();
  private Felix felix = unstarted();

  @SuppressWarnings("NullAway") // JUnit starts it before each test
  private static Felix unstarted() {
    return null;
  }

  @BeforeEach
  void start() throws Exception {
    Path rules = Files.createDirectory(temp.resolve("rules"));
    Files.writeString(rules.resolve("a.yaml"), "# from the framework property");
    Path bundles = Path.of(System.getProperty("weir.bundles", "target/bundles"));
    felix = new Felix(bundles, temp.resolve("cache"), rules);
    await().until(() -> references().size() == 2);
  }

  @AfterEach
  void stop() throws Exception {
    felix.stop();
  }

  private BundleContext context() {
    return felix.context();
  }

  private Map<String, ServiceReference<RuleSource>> references() throws Exception {
    Map<String, ServiceReference<RuleSource>> byName = new TreeMap<>();
    for (ServiceReference<RuleSource> r : context().getServiceReferences(RuleSource.class, null)) {
      RuleSource source = context().getService(r);
      if (source != null) {
        byName.put(source.name(), r);
      }
    }
    return byName;
  }

  private ServiceReference<RuleSource> reference(String name) throws Exception {
    return Objects.requireNonNull(references().get(name), name);
  }

  private void open(String name) throws Exception {
    context().getService(reference(name)).open(new Last());
  }

  private Configuration configuration(String pid) throws IOException {
    ServiceReference<ConfigurationAdmin> admin =
        context().getServiceReference(ConfigurationAdmin.class);
    int tilde = pid.indexOf('~');
    return tilde < 0
        ? context().getService(admin).getConfiguration(pid, "?")
        : context()
            .getService(admin)
            .getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
  }

  private void update(String pid, Map<String, Object> properties) throws IOException {
    configuration(pid).update(FrameworkUtil.asDictionary(properties));
  }

  private List<String> names() {
    return last.stream().map(Document::name).toList();
  }

  @Test
  void installed_registerFormatAndSourcesWithPrecedence() throws Exception {
    assertThat(context().getServiceReference(RuleFormat.class)).isNotNull();
    assertThat(reference("file").getProperty(RuleSource.PRECEDENCE)).isEqualTo(0);
    assertThat(reference("config").getProperty(RuleSource.PRECEDENCE)).isEqualTo(100);
  }

  @Test
  void configuration_isSeenUpdatedAndWithdrawn() throws Exception {
    open("config");

    update("dev.weir.rules", Map.of("flow.a", "GET:/a 1/s"));
    await().until(() -> names().equals(List.of("dev.weir.rules/flow.a")));
    update("dev.weir.rules~shop", Map.of("flow.b", "GET:/b 1/s"));
    await()
        .until(
            () -> names().equals(List.of("dev.weir.rules/flow.a", "dev.weir.rules~shop/flow.b")));
    configuration("dev.weir.rules").delete();
    await().until(() -> names().equals(List.of("dev.weir.rules~shop/flow.b")));
  }

  @Test
  void fileSource_readsTheFolderOfThePropertyThenOfTheConfiguration() throws Exception {
    Path other = Files.createDirectory(temp.resolve("other"));
    Files.writeString(other.resolve("b.yaml"), "# from the configuration");
    open("file");
    await().until(() -> names().equals(List.of(temp.resolve("rules/a.yaml").toString())));
    ServiceReference<RuleSource> before = reference("file");

    update("dev.weir.source.file", Map.of("folder", other.toString()));
    await().until(() -> references().containsKey("file") && before != references().get("file"));
    open("file");

    await().until(() -> names().equals(List.of(other.resolve("b.yaml").toString())));
  }

  @Test
  void stoppedBundle_leavesNoThread() throws Exception {
    open("file");
    await().until(() -> !names().isEmpty());

    felix.bundle("dev.weir.source-file").stop();

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("weir-source-file"));
  }

  /** Keeps the last delivery. */
  private final class Last implements RuleSink {
    @Override
    public void deliver(List<Document> documents) {
      last = documents;
    }

    @Override
    public void unreachable(String reason) {
      throw new AssertionError(reason);
    }
  }
}
