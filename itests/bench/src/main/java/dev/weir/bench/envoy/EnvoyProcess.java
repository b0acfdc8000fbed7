package dev.weir.bench.envoy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An Envoy, for the time of a measurement. */
final class EnvoyProcess implements AutoCloseable {

  private static final int READY_SECONDS = 30;
  private static final int POLL_MS = 10;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;

  private EnvoyProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one of one worker and waits until it is ready.
   *
   * @param configuration a bootstrap, JSON or YAML
   * @param scratch folder for its configuration and its log
   */
  static EnvoyProcess start(Path program, String configuration, int adminPort, Path scratch)
      throws IOException, InterruptedException {
    return start(program, configuration, adminPort, scratch, 1);
  }

  /** The same with so many workers. */
  static EnvoyProcess start(
      Path program, String configuration, int adminPort, Path scratch, int workers)
      throws IOException, InterruptedException {
    String name = configuration.startsWith("{") ? "envoy.json" : "envoy.yaml";
    Path config = Files.writeString(scratch.resolve(name), configuration);
    Path log = scratch.resolve("envoy.log");
    Process process =
        new ProcessBuilder(
                List.of(
                    program.toString(),
                    "-c",
                    config.toString(),
                    "--use-dynamic-base-id",
                    "--concurrency",
                    Integer.toString(workers),
                    "--log-level",
                    "warning"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (!ready(adminPort)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException("Envoy did not get ready:\n" + Files.readString(log));
      }
      Thread.sleep(POLL_MS);
    }
    return new EnvoyProcess(process);
  }

  /** CPU seconds of all its threads so far, user and system. */
  double cpuSeconds() throws IOException {
    return CpuTime.seconds(process);
  }

  /** Resident memory, in MiB (VmRSS, proc(5)). */
  double residentMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    throw new IOException("Envoy is gone: " + status + " has no VmRSS");
  }

  /** What a listener answers: the status. */
  static int status(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders")).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** What a listener, or the administration, says under a path. */
  static String get(int port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static boolean ready(int adminPort) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/ready")).build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
