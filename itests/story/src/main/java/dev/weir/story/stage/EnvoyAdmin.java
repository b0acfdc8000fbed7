package dev.weir.story.stage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Envoy's administration interface. */
public final class EnvoyAdmin {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String address;

  /**
   * @param address {@code HOST:PORT}
   */
  public EnvoyAdmin(String address) {
    this.address = address;
  }

  /**
   * Connections that each worker has taken so far.
   *
   * @return by the statistic's name
   */
  public Map<String, Long> connectionsByWorker() throws IOException, InterruptedException {
    Map<String, Long> connections = new TreeMap<>();
    get("/stats?filter=worker_[0-9]%2B.downstream_cx_total")
        .lines()
        .filter(line -> line.startsWith("listener.") && !line.startsWith("listener.admin."))
        .forEach(
            line -> {
              int colon = line.lastIndexOf(": ");
              connections.put(
                  line.substring(0, colon), Long.parseLong(line.substring(colon + 2).strip()));
            });
    return connections;
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(TIMEOUT).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          "Envoy answered " + path + " with " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }
}
