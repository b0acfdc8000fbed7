package dev.weir.itests.karaf;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import dev.weir.itests.servers.ApiServer;
import dev.weir.itests.servers.DaemonShell;
import dev.weir.itests.servers.EnvoyServer;
import dev.weir.itests.servers.EtcdServer;
import dev.weir.itests.servers.Eventually;
import dev.weir.itests.servers.Installation;
import dev.weir.itests.servers.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Rules from each of the four sources limit requests in a real Envoy; each source comes and goes,
 * as a feature and as a bundle, while the others' rules hold.
 */
public class SourcesIT {

  private static final Path ROOT = Path.of("../..");
  private static final Path TARGET = Path.of(System.getProperty("weir.target"), "sources");
  private static final Path SAMPLE =
      ROOT.resolve(
          "bundles/opensergo/src/test/resources/dev/weir/opensergo/good/control-plane.yaml");
  private static final String FLOW =
      """
      apiVersion: weir.dev/v1alpha1
      kind: FlowRule
      metadata: {name: %1$s}
      spec: {resource: 'GET:/%1$s', threshold: 0}
      """;

  /** A source: the path that its rule limits, its feature, its bundle. */
  private enum Source {
    KUBERNETES("kubernetes"),
    ETCD("etcd"),
    FILE("file"),
    CONFIG("config");

    private final String word;

    Source(String word) {
      this.word = word;
    }

    String path() {
      return "/" + word;
    }

    String feature() {
      return "weir-" + word;
    }

    String bundle() {
      return "dev.weir.source-" + word;
    }
  }

  private static final List<AutoCloseable> STARTED = new ArrayList<>();
  private static ApiServer kubernetes = new ApiServer(TARGET);
  private static EtcdServer etcd = new EtcdServer(TARGET);
  private static Installation installation;
  private static DaemonShell shell;
  private static EnvoyServer envoy;

  @BeforeClass
  public static void start() throws Exception {
    installation =
        Installation.unpack(
            Path.of(System.getProperty("weir.distribution")), TARGET.resolve("weir"));
    shell = DaemonShell.of(installation, TARGET.resolve("ssh"));
    Path home = Files.createDirectories(TARGET.resolve("stores"));
    kubernetes = new ApiServer(Files.createTempDirectory(home, "kubernetes").toAbsolutePath());
    STARTED.add(kubernetes);
    kubernetes.start().define(ROOT.resolve("distribution/src/main/kubernetes/crds"));
    etcd = new EtcdServer(Files.createTempDirectory(home, "etcd").toAbsolutePath());
    STARTED.add(etcd);
    etcd.start();
    installation.set("dev.weir.source.etcd.cfg", "endpoints", etcd.endpoint());
    String kubeconfig = kubernetes.kubeconfig("admin").toString();
    installation.set("dev.weir.source.kubernetes.cfg", "kubeconfig", kubeconfig);
    installation.set("dev.weir.source.kubernetes.cfg", "node", "node-a");
    installation.set("dev.weir.source.kubernetes.cfg", "status.ms", 100);
    installation.start();
    STARTED.add(installation::stop);
    Upstream upstream = new Upstream();
    STARTED.add(upstream);
    envoy = SampleEnvoy.start(TARGET.resolve("envoy"), installation, upstream);
    STARTED.add(envoy);
  }

  @AfterClass
  public static void stop() throws Exception {
    for (int i = STARTED.size() - 1; i >= 0; i--) {
      STARTED.get(i).close();
    }
  }

  private static void await(String path, int status) throws Exception {
    Eventually.get(status + " for " + path, () -> envoy.status(path), got -> got == status);
  }

  private static void write(Source source) throws Exception {
    String rule = FLOW.formatted(source.word);
    switch (source) {
      case KUBERNETES -> kubernetes.apply(rule);
      case ETCD -> etcd.put("/weir/rules/limit", rule);
      case FILE -> {
        Path next = Files.writeString(installation.file("rules/.next"), rule);
        Files.move(next, installation.file("rules/limit.yaml"), StandardCopyOption.ATOMIC_MOVE);
      }
      case CONFIG ->
          shell.run("config:property-set -p dev.weir.rules flow.config 'GET:/config 0/1s'");
    }
  }

  @Test
  public void openSergosSample_limitsAnEnvoy_andItsStatusSaysWhere() throws Exception {
    shell.run("feature:install weir-kubernetes");
    kubernetes.kubectl("apply", "-f", SAMPLE.toAbsolutePath().toString());

    await("/fooa", 429);
    await("/foob", 200);
    String told =
        Eventually.get(
            "the status",
            () -> kubernetes.kubectl("get", "ratelimitstrategies"),
            text -> text.contains("node-a: http (PROXY)"));
    assertThat(told.lines().findFirst().orElse(""), containsString("ENFORCED"));
    assertThat(told, containsString("True"));

    kubernetes.kubectl("delete", "-f", SAMPLE.toAbsolutePath().toString());
    await("/fooa", 200);
  }

  @Test
  public void manyRules_reachTheFilterInParts_andOneGoes() throws Exception {
    writeMany(400);
    await("/many-0", 429);
    await("/many-399", 429);
    await("/many-400", 200);

    writeMany(399);
    await("/many-399", 200);
    await("/many-0", 429);

    Files.delete(installation.file("rules/many.yaml"));
    await("/many-0", 200);
  }

  /** So many rules that the filter is given them in parts. */
  private static void writeMany(int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("---\n").append(FLOW.formatted("many-" + i));
    }
    Path next = Files.writeString(installation.file("rules/.many"), text);
    Files.move(next, installation.file("rules/many.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  public void eachSource_comesAndGoesAsFeatureAndBundle_whileTheOthersHold() throws Exception {
    shell.run("feature:install weir-kubernetes weir-etcd");
    for (Source source : Source.values()) {
      write(source);
    }
    for (Source source : Source.values()) {
      await(source.path(), 429);
    }
    for (Source source : Source.values()) {
      comesAndGoes(
          source, "feature:uninstall " + source.feature(), "feature:install " + source.feature());
      comesAndGoes(
          source,
          "bundle:uninstall " + source.bundle(),
          "bundle:install -s mvn:dev.weir/" + source.bundle() + "/" + version());
    }
  }

  private static void comesAndGoes(Source source, String out, String in) throws Exception {
    try (Watchers others = new Watchers(source)) {
      shell.run(out);
      await(source.path(), 200);
      shell.run(in);
      await(source.path(), 429);
      assertEquals("answers of the others during '" + out + "'", List.of(), others.passed());
    }
  }

  private static String version() {
    String name = Path.of(System.getProperty("weir.distribution")).getFileName().toString();
    return name.substring("weir-".length(), name.length() - ".tar.gz".length());
  }

  /** Asks for what the other sources limit, until it is closed. */
  private static final class Watchers implements AutoCloseable {

    private final List<String> passed = new ArrayList<>();
    private final Thread thread;

    Watchers(Source absent) {
      thread = new Thread(() -> watch(absent), "watchers");
      thread.start();
    }

    private void watch(Source absent) {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          for (Source source : Source.values()) {
            int status = source == absent ? 429 : envoy.status(source.path());
            if (status != 429) {
              note(source + ": " + status);
            }
          }
          Thread.sleep(5);
        }
      } catch (IOException broken) {
        note(broken.toString());
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized void note(String what) {
      if (passed.size() < 20) {
        passed.add(what);
      }
    }

    synchronized List<String> passed() {
      return List.copyOf(passed);
    }

    @Override
    public void close() {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
