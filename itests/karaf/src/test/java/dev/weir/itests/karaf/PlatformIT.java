package dev.weir.itests.karaf;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;

import dev.weir.hook.SignalSource;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The platform from within: bundles, commands, rules from both sources, a hook that comes and goes.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PlatformIT {

  private static final String RULES = "weir.itest.rules";
  private static final String HOT = "weir.itest.hot";
  private static final String GOOD =
      """
      apiVersion: weir.dev/v1alpha1
      kind: FlowRule
      metadata: {name: orders}
      spec: {resource: 'GET:/orders', threshold: %d}
      """;

  @Inject BundleContext context;
  @Inject SessionFactory sessions;
  @Inject ConfigurationAdmin configurations;
  @Inject BootFinished booted;

  /** The distribution, on ports of its own and without the kernel plane. */
  @Configuration
  public Option[] distribution() throws IOException {
    Path target = Path.of(System.getProperty("weir.target"));
    Path rules = Files.createDirectories(target.resolve("rules"));
    Path hot = target.resolve("hot.jar");
    HotBundle.write(hot);
    return new Option[] {
      karafDistributionConfiguration()
          .frameworkUrl("file:" + System.getProperty("weir.distribution"))
          .name("Weir")
          .unpackDirectory(new File(target.toFile(), "exam")),
      editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshPort", freePort()),
      editConfigurationFilePut("etc/dev.weir.envoy.cfg", "xds.port", freePort()),
      editConfigurationFilePut("etc/dev.weir.manager.cfg", "kernel.enabled", "false"),
      editConfigurationFilePut("etc/dev.weir.source.file.cfg", "folder", rules.toString()),
      systemProperty(RULES).value(rules.toString()),
      systemProperty(HOT).value(hot.toUri().toString()),
    };
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  @After
  public void removeRules() throws IOException {
    Files.deleteIfExists(rules().resolve("orders.yaml"));
    configurations.getConfiguration("dev.weir.rules", "?").delete();
  }

  @Test
  public void bootFinished_everyBundleOfWeirIsActive() {
    List<Bundle> ours =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getSymbolicName().startsWith("dev.weir."))
            .toList();
    assertTrue("bundles of Weir: " + ours, ours.size() >= 13);
    for (Bundle bundle : ours) {
      assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
    }
  }

  @Test
  public void hooksCommand_showsTheHooks_andThatTheKernelPlaneIsOff() throws Exception {
    String hooks = Eventually.get("hooks", () -> run("weir:hooks"), text -> text.contains("http"));
    assertThat(hooks, containsString("xdp-counter"));
    assertThat(hooks, containsString("tc-classifier"));
    assertThat(line(hooks, "tc-classifier"), containsString("detached"));
  }

  @Test
  public void wrongArgument_isAFailure() {
    Exception failure = assertThrows(Exception.class, () -> run("weir:hooks --jsn"));
    assertThat(failure.getMessage(), containsString("usage: weir:hooks [--log HOOK] [--json]"));
  }

  @Test
  public void ruleFile_isInForce_andABadEditKeepsIt() throws Exception {
    write(String.format(GOOD, 100));
    Eventually.get("rule", () -> run("weir:rules"), text -> text.contains("100/s"));

    write("kind: FlowRule\nspec: {threshold: many}\n");
    String rules =
        Eventually.get("problem", () -> run("weir:rules"), text -> text.contains("problem: "));
    assertThat(rules, containsString("100/s"));
    assertThat(line(rules, "problem: "), containsString("orders.yaml"));

    write(String.format(GOOD, 200));
    String mended =
        Eventually.get("new rule", () -> run("weir:rules"), text -> text.contains("200/s"));
    assertThat(mended, not(containsString("problem: ")));
  }

  @Test
  public void rolledBack_holdsWhileTheFileChanges_untilReleased() throws Exception {
    write(String.format(GOOD, 100));
    Eventually.get("rule", () -> run("weir:rules"), text -> text.contains("100/s"));
    String revision = revisionInForce();
    write(String.format(GOOD, 200));
    Eventually.get("edit", () -> run("weir:rules"), text -> text.contains("200/s"));
    assertThat(run("weir:rules --at " + revision), containsString("100/s"));

    assertThat(run("weir:rollback " + revision), containsString("held until"));
    try {
      assertThat(line(run("weir:rules"), "default/orders"), containsString(" pinned "));
      write(String.format(GOOD, 300));
      String held =
          Eventually.get(
              "edit that waits",
              () -> run("weir:rules --json"),
              text -> text.contains("\"waiting\" : true"));
      assertThat(held, containsString("100/s"));
    } finally {
      run("weir:rollback --release");
    }
    assertThat(run("weir:rules"), containsString("300/s"));
  }

  @Test
  public void completion_offersWhatThereIs() throws Exception {
    write(String.format(GOOD, 100));
    Eventually.get("rule", () -> run("weir:rules"), text -> text.contains("default/orders"));
    Eventually.get("hook", () -> run("weir:hooks"), text -> text.contains("tc-classifier"));

    assertEquals(List.of("default/orders"), complete("weir:explain "));
    assertEquals(List.of("default/orders"), complete("weir:explain def"));
    assertEquals(List.of("default/orders"), complete("explain def"));
    assertTrue(complete("weir:rules --at ").contains(revisionInForce()));
    assertEquals(List.of("tc-classifier"), complete("weir:attach tc-c"));
    assertTrue(complete("weir:attach tc-classifier ").contains("lo"));
    assertEquals(List.of("xdp-counter"), complete("weir:hooks --log xdp-"));
    assertEquals(List.of("--release"), complete("weir:rollback --r"));
    assertEquals(List.of(), complete("weir:nothing "));
  }

  @Test
  public void completion_knowsTheOptionsThatHelpNames() throws Exception {
    List<String> commands = complete("weir:help ");
    assertThat(run("weir:help"), containsString("weir:explain       Says where a rule is"));
    for (String command : commands) {
      if (!command.equals("weir:help")) {
        String help = run(command + " --help");
        assertEquals(help, run("weir:help " + command));
        assertEquals(command, optionsIn(help), Set.copyOf(complete(command + " -")));
      }
    }
    assertTrue("commands: " + commands, commands.contains("weir:capabilities"));
  }

  /** Those with a line of their own. */
  private static Set<String> optionsIn(String help) {
    return help.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("--"))
        .map(line -> line.split(" ", 2)[0])
        .collect(Collectors.toSet());
  }

  private List<String> complete(String line) throws Exception {
    return new Shell(sessions).complete(line);
  }

  /** The newest of those that are listed. */
  private String revisionInForce() throws Exception {
    return run("weir:rollback").lines().skip(1).findFirst().orElse("").split(" ", -1)[0];
  }

  @Test
  public void configurationRule_isInForce_andGoesWithItsConfiguration() throws Exception {
    configurations
        .getConfiguration("dev.weir.rules", "?")
        .update(FrameworkUtil.asDictionary(Map.of("flow.search", "GET:/search 7/1s")));
    Eventually.get("rule", () -> run("weir:rules"), text -> text.contains("config/search"));

    configurations.getConfiguration("dev.weir.rules", "?").delete();
    Eventually.get("no rule", () -> run("weir:rules"), text -> !text.contains("config/search"));
  }

  @Test
  public void hookBundle_comesAndGoes_andNoOtherBundleStops() throws Exception {
    List<String> stopped = new CopyOnWriteArrayList<>();
    SynchronousBundleListener listener =
        event -> {
          if (event.getType() == BundleEvent.STOPPING) {
            stopped.add(event.getBundle().getSymbolicName());
          }
        };
    context.addBundleListener(listener);
    try {
      Bundle hot = context.installBundle(System.getProperty(HOT));
      hot.start();
      String hooks =
          Eventually.get("hook", () -> run("weir:hooks"), text -> text.contains("\nhot "));
      assertThat(line(hooks, "hot "), containsString("attached"));

      hot.uninstall();
      Eventually.get("no hook", () -> run("weir:hooks"), text -> !text.contains("\nhot "));
    } finally {
      context.removeBundleListener(listener);
    }
    assertEquals(List.of(HotBundle.SYMBOLIC_NAME), stopped);
  }

  @Test
  public void signals_areLoggedEverySecond_andFoundByTheShell() throws Exception {
    AtomicLong total = new AtomicLong(1_000);
    ServiceRegistration<SignalSource> source =
        context.registerService(SignalSource.class, new Counting("itest", total), null);
    try {
      String log =
          Eventually.get(
              "metric log",
              () -> {
                total.addAndGet(7);
                return run("weir:metrics itest --since 10m");
              },
              text -> text.contains(" itest "));
      assertThat(log, containsString("RESOURCE  PASS/S"));
      assertThat(run("weir:metrics other --since 10m"), containsString("nothing was counted"));

      configurations
          .getConfiguration("dev.weir.metric.log", "?")
          .update(FrameworkUtil.asDictionary(Map.of("enabled", "false")));
      Eventually.get("off", () -> run("weir:metrics"), text -> text.contains("log is off"));
    } finally {
      source.unregister();
      configurations
          .getConfiguration("dev.weir.metric.log", "?")
          .update(FrameworkUtil.asDictionary(Map.of("enabled", "true")));
    }
  }

  @Test
  public void storeFeatures_comeAndGo_andTheFilesRulesStay() throws Exception {
    write(String.format(GOOD, 100));
    Eventually.get("file's rule", () -> run("weir:rules"), text -> text.contains("100/s"));
    BundleWiring before = wiring("dev.weir.manager");
    try (LocalEtcd etcd = new LocalEtcd(Files.createTempDirectory("etcd"))) {
      configurations
          .getConfiguration("dev.weir.source.etcd", "?")
          .update(FrameworkUtil.asDictionary(Map.of("endpoints", etcd.endpoint())));
      run("feature:install weir-etcd");
      etcd.put("/weir/rules/search", String.format(GOOD, 7).replace("orders", "search"));
      String both =
          Eventually.get("etcd's rule", () -> run("weir:rules"), text -> text.contains("7/s"));
      assertThat(both, containsString("100/s"));

      run("feature:install weir-kubernetes");
      Eventually.get(
          "word of Kubernetes",
          () -> run("weir:rules"),
          text -> text.contains("url or kubeconfig must be set"));
      run("feature:uninstall weir-kubernetes");
      Eventually.get(
          "no Kubernetes", () -> run("weir:rules"), text -> !text.contains("kubeconfig"));
      assertThat(run("weir:rules"), containsString("7/s"));

      run("feature:uninstall weir-etcd");
      String one =
          Eventually.get("no etcd", () -> run("weir:rules"), text -> !text.contains("7/s"));
      assertThat(one, containsString("100/s"));
      assertTrue("no bundle was refreshed", before.isCurrent());
    } finally {
      configurations.getConfiguration("dev.weir.source.etcd", "?").delete();
    }
  }

  @Test
  public void settingOutOfRange_isRefused_andTheFilterStaysWithThoseBefore() throws Exception {
    filterSays("attached", text -> !text.contains(" must be "));
    set("memory.budget", "2");
    String refused = filterSays("memory.budget must be 4 to 1024, was 2", text -> true);
    assertThat(refused, containsString(" attached "));
    set("memory.budget", "plenty");
    assertThat(filterSays("plenty", text -> true), containsString(" attached "));
    set("memory.budget", "16");
    filterSays("attached", text -> !text.contains("dev.weir.wasm.http: "));
  }

  /** The line of the HTTP filter, once it says so. */
  private String filterSays(String words, Predicate<String> more) throws Exception {
    String hooks =
        Eventually.get(
            words,
            () -> line(run("weir:hooks"), "http "),
            text -> text.contains(words) && more.test(text));
    return line(hooks, "http ");
  }

  private void set(String name, String value) throws Exception {
    run("config:property-set -p dev.weir.wasm.http " + name + " " + value);
  }

  private BundleWiring wiring(String name) {
    return Stream.of(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName().equals(name))
        .findFirst()
        .orElseThrow()
        .adapt(BundleWiring.class);
  }

  private String run(String command) throws Exception {
    return new Shell(sessions).run(command);
  }

  private static String line(String text, String start) {
    return text.lines().filter(line -> line.startsWith(start)).findFirst().orElse("");
  }

  private static Path rules() {
    return Path.of(System.getProperty(RULES));
  }

  private static void write(String text) throws IOException {
    Path next = Files.writeString(rules().resolve(".next"), text);
    Files.move(next, rules().resolve("orders.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }
}
