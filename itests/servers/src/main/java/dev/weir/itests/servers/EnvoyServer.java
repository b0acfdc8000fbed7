package dev.weir.itests.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real Envoy from the sample configuration, with Weir's slot in it. */
public final class EnvoyServer implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final int http = Programs.freePort();
  private final int admin = Programs.freePort();
  private final Process process;

  /**
   * Where it runs.
   *
   * @param program path of Envoy
   * @param sample the configuration, {@code envoy.yaml.in}
   * @param home folder for its configuration and its log
   */
  public record Place(Path program, Path sample, Path home) {}

  /**
   * Starts one and waits until it is ready.
   *
   * @param xds port of Weir's xDS server
   * @param upstream port of the service behind
   */
  public EnvoyServer(Place place, int xds, int upstream) throws Exception {
    Files.createDirectories(place.home());
    Path config = place.home().resolve("envoy.yaml");
    Files.writeString(
        config,
        Files.readString(place.sample())
            .replace("@ADMIN_PORT@", Integer.toString(admin))
            .replace("@XDS_PORT@", Integer.toString(xds))
            .replace("@HTTP_PORT@", Integer.toString(http))
            .replace("@UPSTREAM_PORT@", Integer.toString(upstream))
            .replace("@ADDITIONAL_ADDRESSES@", "[]"));
    process =
        Programs.start(
            place.home(),
            "envoy",
            List.of(
                place.program().toString(),
                "-c",
                config.toString(),
                "--use-dynamic-base-id",
                "--concurrency",
                "2",
                "--log-level",
                "warning"));
    Eventually.get("Envoy (see " + place.home() + ")", this::ready, up -> up);
  }

  private boolean ready() throws InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError("Envoy ended with status " + process.exitValue());
    }
    try {
      return get(admin, "/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The port that clients connect to. */
  public int port() {
    return http;
  }

  /** What it answers a request for a path with. */
  public int status(String path) throws IOException, InterruptedException {
    return get(http, path).statusCode();
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
