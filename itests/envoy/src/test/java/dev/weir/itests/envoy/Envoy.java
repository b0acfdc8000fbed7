package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Envoy in a process of its own, from the sample configuration; loopback only. */
final class Envoy implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Longer than a worker takes to take over what it is given. */
  private static final Duration HANDED_OVER = Duration.ofSeconds(2);

  /** A slot's counters of what Envoy has accepted and of what all workers have taken over. */
  private static final Pattern HANDED =
      Pattern.compile("(?m)^(\\S+)\\.(update_success|config_reload): (\\d+)$");

  /** Those that run, by the port of {@link #http}. */
  private static final Map<Integer, Envoy> RUNNING = new ConcurrentHashMap<>();

  final int http;
  final int admin;
  private final Process process;
  private final Path log;

  /** Of what was accepted, so much is not taken over, since it equals what was before. */
  private long equal;

  /**
   * Starts one and waits until it is ready.
   *
   * @param edit last changes to the configuration
   */
  Envoy(int workers, int xds, int upstream, UnaryOperator<String> edit) throws IOException {
    this(workers, (http, admin) -> edit.apply(sample(http, admin, xds, upstream)));
  }

  /** What Envoy is to run, of the ports that it is to have. */
  interface Configuration {
    String of(int http, int admin) throws IOException;
  }

  /** Starts one with a configuration of its own and waits until it is ready. */
  static Envoy of(int workers, Configuration configuration) throws IOException {
    return new Envoy(workers, configuration);
  }

  private Envoy(int workers, Configuration configuration) throws IOException {
    http = freePort();
    admin = freePort();
    Path folder = Files.createDirectories(Path.of(property("weir.logs")));
    Path config = Files.createTempFile(folder, "envoy", ".yaml");
    log = config.resolveSibling(config.getFileName() + ".log");
    Files.writeString(config, configuration.of(http, admin));
    process =
        new ProcessBuilder(
                binary(),
                "-c",
                config.toString(),
                "--use-dynamic-base-id",
                "--concurrency",
                Integer.toString(workers),
                "--log-level",
                "info")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    await().atMost(PATIENCE).ignoreExceptions().until(this::ready);
    RUNNING.put(http, this);
  }

  /**
   * Waits until all workers of the Envoy at a port run the filters that it has accepted: it accepts
   * on its main thread, which then hands them over. What equals its predecessor is accepted and not
   * handed over, so that this waits two seconds at most, and once for it.
   */
  static void awaitWorkers(int http) {
    Envoy envoy = RUNNING.get(http);
    if (envoy != null) {
      envoy.awaitHandover();
    }
  }

  private synchronized void awaitHandover() {
    long start = System.nanoTime();
    while (handsOver() && System.nanoTime() - start < HANDED_OVER.toNanos()) {
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
    equal = Math.max(equal, untaken());
  }

  private boolean handsOver() {
    return untaken() > equal;
  }

  /** How many were accepted and not taken over by all workers, each slot by itself. */
  private long untaken() {
    Map<String, Long> slots = new HashMap<>();
    Matcher counters = HANDED.matcher(admin("/stats?filter=extension_config_discovery"));
    while (counters.find()) {
      long count = Long.parseLong(counters.group(3));
      long more = counters.group(2).equals("update_success") ? count : -count;
      slots.merge(counters.group(1), more, Long::sum);
    }
    return slots.values().stream().mapToLong(untaken -> Math.max(0, untaken)).sum();
  }

  /** What the admin interface answers. */
  String admin(String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + path)).build();
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return fail("Envoy's admin interface does not answer; see " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(e);
    }
  }

  /** Ends it at once, as kill -9 does. */
  void kill() throws InterruptedException {
    RUNNING.remove(http);
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    RUNNING.remove(http);
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean ready() {
    if (!process.isAlive()) {
      fail("Envoy ended with status " + process.exitValue() + "; see " + log);
    }
    return admin("/ready").startsWith("LIVE");
  }

  private static String sample(int http, int admin, int xds, int upstream) throws IOException {
    return Files.readString(Path.of(property("weir.sample")))
        .replace("@ADMIN_PORT@", Integer.toString(admin))
        .replace("@XDS_PORT@", Integer.toString(xds))
        .replace("@HTTP_PORT@", Integer.toString(http))
        .replace("@UPSTREAM_PORT@", Integer.toString(upstream))
        .replace("@ADDITIONAL_ADDRESSES@", "[]");
  }

  private static String binary() {
    String path = System.getProperty("weir.envoy", System.getenv("WEIR_ENVOY"));
    if (path == null || !Files.isExecutable(Path.of(path))) {
      return fail(
          "These tests need Envoy 1.40: name its executable in -Dweir.envoy or WEIR_ENVOY, was "
              + path);
    }
    return path;
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    return value == null ? fail("system property " + name + " is not set") : value;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
