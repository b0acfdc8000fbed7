package dev.weir.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.itests.servers.DaemonShell;
import dev.weir.itests.servers.Eventually;
import dev.weir.itests.servers.Installation;
import dev.weir.testbed.UdpFlood;
import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Hooks of the kernel that come as a feature and by the shell of Felix, are updated and go again,
 * while packets and connections flow; each in one running daemon, and none leaves anything there.
 */
public class KernelHooksIT {

  private static final Path TARGET =
      Path.of(System.getProperty("weir.target"), "kernel-hooks").toAbsolutePath();
  private static final Path PINS =
      Path.of("/sys/fs/bpf/weir-hooks-" + ProcessHandle.current().pid());
  private static final int FLOODED = 4_020;
  private static final int FULL = 4_021;
  private static final int TIMED = 4_022;
  private static final int BURST = 100;
  private static final int SWAPS = 2;
  private static final int DATAGRAMS = 2_000;
  private static final int CALLS = 20;
  private static final String RULES =
      """
      apiVersion: weir.dev/v1alpha1
      kind: TrafficRule
      metadata: {name: flooded}
      spec: {protocol: UDP, port: %d, metric: Packets, per: All, threshold: 1, burst: %d, statDuration: 1h}
      ---
      apiVersion: datasource.sentinel.io/v1alpha1
      kind: IsolationRules
      metadata: {name: full}
      spec: {rules: [{resource: 'tcp:%d', threshold: 1}]}
      """;

  private static final Deque<AutoCloseable> STARTED = new ArrayDeque<>();
  private static Installation weir;
  private static DaemonShell shell;
  private static VethPair veth;

  /** One daemon for all: what a hook leaves is seen by the next, too. */
  @BeforeClass
  public static void start() throws Exception {
    veth = VethPair.create();
    STARTED.push(veth);
    weir =
        Installation.unpack(
            Path.of(System.getProperty("weir.distribution")), TARGET.resolve("weir"));
    STARTED.push(KernelHooksIT::unpin);
    weir.set("dev.weir.manager.cfg", "kernel.enabled", true);
    weir.set("dev.weir.libbpf.cfg", "pins", PINS);
    weir.set("dev.weir.tc.classifier.cfg", "interface", "none");
    weir.set("dev.weir.xdp.counter.cfg", "interface", "none");
    Files.writeString(weir.etc("dev.weir.xdp.limiter.cfg"), "interface = " + veth.name() + "\n");
    Files.writeString(weir.file("rules/hooks.yaml"), RULES.formatted(FLOODED, BURST, FULL));
    shell = DaemonShell.of(weir, TARGET.resolve("ssh"));
    STARTED.push(weir::stop);
    weir.start();
  }

  /** Takes everything down, in the reverse order. */
  @AfterClass
  public static void stop() throws Exception {
    Exception first = null;
    while (!STARTED.isEmpty()) {
      try {
        STARTED.pop().close();
      } catch (Exception e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @Test
  public void xdpLimiter_comesSwapsAndGoesUnderAFlood_lettingItsBurstThroughOnce()
      throws Exception {
    KernelTraces before = KernelTraces.of(weir.pid(), veth.name());
    try (UdpFlood flood = UdpFlood.start(veth, FLOODED)) {
      for (Coming coming : Coming.of("weir-flood", "xdp-limiter")) {
        flood.awaitMore(DATAGRAMS);
        shell.run(coming.come());
        Eventually.get(
            "a burst", () -> fact("xdp-limiter", "passed"), "%d".formatted(BURST)::equals);
        swap("xdp-limiter", () -> flood.awaitMore(DATAGRAMS));
        assertEquals(Integer.toString(BURST), fact("xdp-limiter", "passed"));
        Eventually.get("refusals", () -> total("udp:" + FLOODED, "block"), n -> n > DATAGRAMS);
        goes("xdp-limiter", coming, before);
      }
      flood.stop();
    }
  }

  @Test
  public void connectionGuard_comesSwapsAndGoesUnderCalls_refusingEachThatIsTooMany()
      throws Exception {
    KernelTraces before = KernelTraces.of(weir.pid(), veth.name());
    for (Coming coming : Coming.of("weir-connections", "connection-guard")) {
      try (PortCalls calls = PortCalls.start(veth, FULL)) {
        calls.awaitMade(CALLS);
        shell.run(coming.come());
        Eventually.get("rule", () -> shell.run("weir:rules"), KernelHooksIT::guarded);
        calls.hold();
        long made = calls.made();
        swap("connection-guard", () -> calls.awaitRefused(CALLS));
        assertEquals("connections beyond the one that is held", made, calls.made());
        calls.stop();
        Eventually.get("refusals", () -> total("tcp:" + FULL, "block"), n -> n == calls.refused());
        goes("connection-guard", coming, before);
      }
    }
  }

  @Test
  public void tcpRtt_comesSwapsAndGoesUnderCalls_followingEach() throws Exception {
    KernelTraces before = KernelTraces.of(weir.pid(), veth.name());
    for (Coming coming : Coming.of("weir-tcp-rtt", "tcp-rtt")) {
      try (PortCalls calls = PortCalls.start(veth, TIMED)) {
        calls.awaitMade(CALLS);
        shell.run(coming.come());
        attached("tcp-rtt");
        long from = calls.made() + 1;
        swap("tcp-rtt", () -> calls.awaitMade(CALLS));
        calls.stop();
        long least = 2 * (calls.made() - from);
        Eventually.get("ends", () -> number("tcp-rtt", "followed"), n -> n >= least);
        assertTrue(number("tcp-rtt", "rttMicros tcp:" + TIMED) > 0);
        Eventually.get("signals", () -> total("tcp:" + TIMED, "rtt_samples"), n -> n > 0);
        goes("tcp-rtt", coming, before);
      }
    }
  }

  @Test
  public void killedWithAHook_startedWithoutItsBundle_showsWhatIsLeft_untilItIsDetached()
      throws Exception {
    shell.run("feature:install weir-flood");
    attached("xdp-limiter");
    weir.kill();
    delete(weir.file("data"));
    weir.start();

    JsonNode left =
        Eventually.get(
            "left", () -> hook("xdp-limiter"), hook -> hook.path("state").asText().equals("left"));
    assertEquals(veth.name(), left.path("point").asText());
    assertTrue(left.path("problem").asText().endsWith("weir:detach xdp-limiter"));
    shell.run("weir:detach xdp-limiter");
    assertTrue(hook("xdp-limiter").isMissingNode());
    assertFalse("pins", Files.exists(PINS));
  }

  /** Updates the bundle: another program on the same link, and no word of trouble. */
  private static void swap(String name, Flowing flowing) throws Exception {
    JsonNode last = attached(name);
    String link = last.at("/facts/link").asText();
    for (int i = 0; i < SWAPS; i++) {
      flowing.awaitMore();
      String program = last.at("/facts/program").asText();
      shell.run("bundle:update dev.weir." + name);
      last =
          Eventually.get(
              "another program of " + name,
              () -> attached(name),
              hook -> !hook.at("/facts/program").asText().equals(program));
      assertEquals("link of " + name, link, last.at("/facts/link").asText());
    }
    flowing.awaitMore();
  }

  /** Waits until some more has come by. */
  @FunctionalInterface
  private interface Flowing {
    void awaitMore() throws Exception;
  }

  private static void goes(String name, Coming coming, KernelTraces before) throws Exception {
    assertTrue("pins of " + name, Files.exists(PINS.resolve(name)));
    shell.run(coming.go());
    Eventually.get("no " + name, () -> hook(name), JsonNode::isMissingNode);
    Eventually.get(
        "what it was before " + name,
        () -> KernelTraces.of(weir.pid(), veth.name()),
        before::equals);
    Eventually.get("no pins", () -> Files.exists(PINS), there -> !there);
  }

  private static boolean guarded(String rules) {
    return rules.lines().anyMatch(l -> l.contains("tcp:" + FULL) && l.contains("connection-guard"));
  }

  private static JsonNode attached(String name) throws Exception {
    return Eventually.get(
        name + " in place",
        () -> hook(name),
        hook ->
            hook.path("state").asText().equals("attached")
                && hook.path("live").asBoolean()
                && !hook.path("drift").asBoolean()
                && hook.path("problem").asText().isEmpty());
  }

  private static String fact(String hook, String name) throws Exception {
    return hook(hook).path("facts").path(name).asText();
  }

  private static long number(String hook, String name) throws Exception {
    return hook(hook).path("facts").path(name).asLong();
  }

  private static JsonNode hook(String name) throws Exception {
    return named(shell.run("weir:hooks --json"), "name", name);
  }

  private static long total(String resource, String event) throws Exception {
    return named(shell.run("weir:signals --json"), "resource", resource)
        .path("totals")
        .path(event)
        .asLong();
  }

  private static JsonNode named(String json, String key, String value) throws IOException {
    for (JsonNode one : new ObjectMapper().readTree(json)) {
      if (one.path(key).asText().equals(value)) {
        return one;
      }
    }
    return new ObjectMapper().missingNode();
  }

  /** What a test that failed has left. */
  private static void unpin() throws IOException {
    if (Files.exists(PINS)) {
      delete(PINS);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
