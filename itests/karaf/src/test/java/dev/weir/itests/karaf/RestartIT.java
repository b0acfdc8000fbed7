package dev.weir.itests.karaf;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/**
 * A daemon that is killed while rules come, and that starts again when no store is there: it
 * enforces what it last knew, in Envoy and in the kernel, until the stores are back.
 */
public class RestartIT {

  private static final Path TARGET =
      Path.of(System.getProperty("weir.target"), "restart").toAbsolutePath();
  private static final Path CRDS = Path.of("../../distribution/src/main/kubernetes/crds");
  private static final Path PINS =
      Path.of("/sys/fs/bpf/weir-restart-" + ProcessHandle.current().pid());
  private static final Pattern LEFT = Pattern.compile("GET:/left-(\\d+)");
  private static final Pattern RIGHT = Pattern.compile("GET:/right-(\\d+)");
  private static final int PACKETS = 40;
  private static final String FLOW =
      """
      apiVersion: weir.dev/v1alpha1
      kind: FlowRule
      metadata: {name: %1$s}
      spec: {resource: 'GET:/%2$s', threshold: 0}
      """;
  private static final String TRAFFIC =
      """
      apiVersion: weir.dev/v1alpha1
      kind: TrafficRule
      metadata: {name: packets}
      spec: {protocol: UDP, port: %d, metric: Packets, per: All, threshold: 1, statDuration: 1h}
      """;

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private ApiServer kubernetes = new ApiServer(TARGET);
  private EtcdServer etcd = new EtcdServer(TARGET);
  private Installation weir;
  private DaemonShell shell;
  private Upstream upstream;
  private EnvoyServer envoy;
  private Datagrams datagrams;

  @Before
  public void start() throws Exception {
    weir =
        Installation.unpack(
            Path.of(System.getProperty("weir.distribution")), TARGET.resolve("weir"));
    started.push(RestartIT::unpin);
    weir.set("dev.weir.manager.cfg", "kernel.enabled", true);
    weir.set("dev.weir.libbpf.cfg", "pins", PINS);
    weir.set("dev.weir.tc.classifier.cfg", "interface", "lo");
    weir.set("dev.weir.xdp.counter.cfg", "interface", "none");
    shell = DaemonShell.of(weir, TARGET.resolve("ssh"));
    kubernetes = new ApiServer(fresh("kubernetes"));
    started.push(kubernetes);
    kubernetes.start().define(CRDS);
    etcd = new EtcdServer(fresh("etcd"));
    started.push(etcd);
    etcd.start();
    weir.set("dev.weir.source.etcd.cfg", "endpoints", etcd.endpoint());
    String kubeconfig = kubernetes.kubeconfig("admin").toString();
    weir.set("dev.weir.source.kubernetes.cfg", "kubeconfig", kubeconfig);
    started.push(weir::stop);
    weir.start();
    shell.run("feature:install weir-kubernetes weir-etcd");
    upstream = new Upstream();
    started.push(upstream);
    datagrams = new Datagrams();
    started.push(datagrams);
    envoy = SampleEnvoy.start(TARGET.resolve("envoy"), weir, upstream);
    started.push(() -> envoy.close());
  }

  private static Path fresh(String name) throws IOException {
    Path home = Files.createDirectories(TARGET.resolve("stores"));
    return Files.createTempDirectory(home, name);
  }

  @After
  public void stop() throws Exception {
    Exception first = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** As a reboot does: with its pins all of Weir that the kernel runs is gone. */
  private static void unpin() throws IOException {
    if (Files.exists(PINS)) {
      try (Stream<Path> pins = Files.walk(PINS)) {
        for (Path pin : pins.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(pin);
        }
      }
    }
  }

  @Test
  public void killedWhileRulesCame_startedWithoutStores_enforcesTheLastKnown_untilTheyAreBack()
      throws Exception {
    kubernetes.apply(FLOW.formatted("a", "kubernetes"));
    etcd.put("/weir/rules/a", FLOW.formatted("b", "etcd"));
    file("file.yaml", FLOW.formatted("c", "file") + "---\n" + TRAFFIC.formatted(datagrams.port()));
    shell.run("config:property-set -p dev.weir.rules flow.config 'GET:/config 0/1s'");
    awaitEnforced();

    int known;
    int last;
    try (Storm storm = new Storm(weir.file("rules"))) {
      known = Eventually.get("the storm's rules", () -> number(LEFT), number -> number > 0);
      Eventually.get("more of them", storm::written, number -> number > known + 20);
      weir.kill();
      last = storm.written() + 1;
    }
    assertEnforced("by what the daemon left behind");

    envoy.close();
    unpin();
    Eventually.get(
        "packets after a reboot", () -> datagrams.arrived(PACKETS), number -> number == PACKETS);
    kubernetes.kill();
    etcd.kill();
    Path away = Files.move(weir.file("rules"), weir.file("rules-away"));

    weir.start();
    envoy = SampleEnvoy.start(TARGET.resolve("envoy"), weir, upstream);
    awaitEnforced();
    int number = number(LEFT);
    assertEquals("half of a file", number, number(RIGHT));
    assertTrue(known + " <= " + number + " <= " + last, known <= number && number <= last);
    await("/left-" + number, 429);
    await("/right-" + number, 429);
    String told = shell.run("weir:rules");
    for (String source : List.of("kubernetes", "etcd", "file")) {
      assertThat(told, containsString("problem: " + source + ": "));
    }
    assertThat(told, containsString("what was last known of it is in force"));
    assertThat(told, containsString(" awaited "));
    assertThat(weir.log(), containsString("last known good rules read from"));

    Files.move(away, weir.file("rules"));
    file("file.yaml", FLOW.formatted("c", "file-2"));
    etcd.start();
    etcd.put("/weir/rules/a", FLOW.formatted("b", "etcd-2"));
    kubernetes.start();
    kubernetes.apply(FLOW.formatted("a", "kubernetes-2"));
    for (String source : List.of("kubernetes", "etcd", "file")) {
      await("/" + source + "-2", 429);
      await("/" + source, 200);
    }
    assertEquals("packets without the rule", PACKETS, datagrams.arrived(PACKETS));
    assertThat(
        Eventually.get(
            "every source", () -> shell.run("weir:rules"), text -> !text.contains("problem:")),
        not(containsString(" awaited ")));
  }

  private void file(String name, String text) throws IOException {
    Path next = Files.writeString(weir.file("rules/.next"), text);
    Files.move(next, weir.file("rules/" + name), StandardCopyOption.REPLACE_EXISTING);
  }

  private void awaitEnforced() throws Exception {
    for (String path : List.of("/kubernetes", "/etcd", "/file", "/config")) {
      await(path, 429);
    }
    await("/without-a-rule", 200);
    Eventually.get("the kernel's drops", () -> datagrams.arrived(PACKETS), number -> number <= 1);
  }

  private void assertEnforced(String how) throws Exception {
    for (String path : List.of("/kubernetes", "/etcd", "/file", "/config")) {
      assertEquals(path + " " + how, 429, envoy.status(path));
    }
    assertEquals("packets " + how, 0, datagrams.arrived(PACKETS));
  }

  private void await(String path, int status) throws Exception {
    Eventually.get(status + " for " + path, () -> envoy.status(path), got -> got == status);
  }

  /** The number of the storm's rule that is in force; 0 without one. */
  private int number(Pattern resource) throws Exception {
    Matcher found = resource.matcher(shell.run("weir:rules"));
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }
}
