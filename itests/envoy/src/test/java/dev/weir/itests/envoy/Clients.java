package dev.weir.itests.envoy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Requests for /orders that are under way at the same time, each on a connection of its own. */
final class Clients {

  private final int port;
  private final URI uri;
  private final List<CompletableFuture<Integer>> answers = new ArrayList<>();

  Clients(int port) {
    this.port = port;
    uri = URI.create("http://127.0.0.1:" + port + "/orders");
  }

  /** Sends so many with a header. */
  Clients send(int count, String name, String value) {
    Envoy.awaitWorkers(port);
    for (int i = 0; i < count; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .version(HttpClient.Version.HTTP_1_1)
              .header(name, value)
              .build();
      answers.add(
          HttpClient.newHttpClient()
              .sendAsync(request, HttpResponse.BodyHandlers.discarding())
              .thenApply(HttpResponse::statusCode));
    }
    return this;
  }

  /** Sends so many. */
  Clients send(int count) {
    return send(count, "x-plain", "1");
  }

  /** Answers that have come, by status. */
  Map<Integer, Integer> soFar() {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (CompletableFuture<Integer> answer : answers) {
      if (answer.isDone()) {
        counts.merge(answer.join(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** All answers, by status. */
  Map<Integer, Integer> all() {
    answers.forEach(CompletableFuture::join);
    return soFar();
  }
}
