package dev.weir.bench.envoy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** envoyproxy/ratelimit and the Redis in which it counts, on the loopback. */
final class RateLimitService implements AutoCloseable {

  private static final int READY_SECONDS = 30;
  private static final int POLL_MS = 20;
  private static final String LIMIT =
      """
      domain: bench
      descriptors:
        - key: generic_key
          value: orders
          rate_limit:
            unit: second
            requests_per_unit: 1000000000
      """;

  private final Process redis;
  private final Process service;

  private RateLimitService(Process redis, Process service) {
    this.redis = redis;
    this.service = service;
  }

  /**
   * Starts both and waits until they listen.
   *
   * @param program the service's
   * @param port at which it is to answer
   * @param scratch folder for configuration and logs
   */
  static RateLimitService start(Path program, int port, Path scratch)
      throws IOException, InterruptedException {
    List<Integer> more = EnvoyBench.freePorts(3);
    Process redis = redis(more.get(0), scratch);
    Process service = null;
    try {
      awaitPort(redis, more.get(0));
      service = service(program, port, more, scratch);
      awaitPort(service, port);
      return new RateLimitService(redis, service);
    } catch (IOException | InterruptedException e) {
      end(redis);
      end(service == null ? redis : service);
      throw e;
    }
  }

  private static Process redis(int port, Path scratch) throws IOException {
    List<String> command =
        List.of(
            "redis-server",
            "--bind",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--save",
            "",
            "--appendonly",
            "no");
    return new ProcessBuilder(command)
        .directory(scratch.toFile())
        .redirectErrorStream(true)
        .redirectOutput(scratch.resolve("redis.log").toFile())
        .start();
  }

  private static Process service(Path program, int port, List<Integer> more, Path scratch)
      throws IOException {
    Path limits = Files.createDirectories(scratch.resolve("runtime/ratelimit/config"));
    Files.writeString(limits.resolve("bench.yaml"), LIMIT);
    ProcessBuilder builder =
        new ProcessBuilder(program.toString())
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("ratelimit.log").toFile());
    builder
        .environment()
        .putAll(
            Map.ofEntries(
                Map.entry("HOST", "127.0.0.1"),
                Map.entry("DEBUG_HOST", "127.0.0.1"),
                Map.entry("GRPC_HOST", "127.0.0.1"),
                Map.entry("GRPC_PORT", Integer.toString(port)),
                Map.entry("PORT", Integer.toString(more.get(1))),
                Map.entry("DEBUG_PORT", Integer.toString(more.get(2))),
                Map.entry("USE_STATSD", "false"),
                Map.entry("REDIS_SOCKET_TYPE", "tcp"),
                Map.entry("REDIS_URL", "127.0.0.1:" + more.get(0)),
                Map.entry("RUNTIME_ROOT", scratch.resolve("runtime").toString()),
                Map.entry("RUNTIME_SUBDIRECTORY", "ratelimit"),
                Map.entry("RUNTIME_WATCH_ROOT", "false")));
    return builder.start();
  }

  private static void awaitPort(Process process, int port)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("nothing listens at port " + port);
      }
      Thread.sleep(POLL_MS);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** CPU seconds of the service and of Redis so far. */
  double cpuSeconds() throws IOException {
    return CpuTime.seconds(service) + CpuTime.seconds(redis);
  }

  @Override
  public void close() {
    end(service);
    end(redis);
  }

  private static void end(Process process) {
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
}
