package dev.weir.itests.envoy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Clients that ask for a path without pause until closed, and count the answers. */
final class Load implements AutoCloseable {

  /** What a request without an answer is counted as. */
  static final int NO_ANSWER = 0;

  private static final String ORDERS = "/orders";

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger left;

  private Load(int port, String path, int clients, int requests) {
    request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    left = new AtomicInteger(requests);
    Envoy.awaitWorkers(port);
    for (int i = 0; i < clients; i++) {
      threads.add(new Thread(this::run, "load-" + i));
    }
    threads.forEach(Thread::start);
  }

  /** Asks GET /orders until closed. */
  static Load start(int port, int clients) {
    return new Load(port, ORDERS, clients, Integer.MAX_VALUE);
  }

  /** Asks GET /orders so many times and says what came back, by status. */
  static Map<Integer, Long> send(int port, int clients, int requests) {
    return send(port, ORDERS, clients, requests);
  }

  /** The same of a path. */
  static Map<Integer, Long> send(int port, String path, int clients, int requests) {
    Load load = new Load(port, path, clients, requests);
    load.join();
    return load.answers();
  }

  /** Answers by status; {@link #NO_ANSWER} for requests that had none. */
  Map<Integer, Long> answers() {
    Map<Integer, Long> counts = new TreeMap<>();
    answers.forEach((status, count) -> counts.put(status, count.sum()));
    return counts;
  }

  /** How many answers of that status there were. */
  long count(int status) {
    return answers().getOrDefault(status, 0L);
  }

  /** Ends after the requests that are under way have been answered. */
  @Override
  public void close() {
    left.set(0);
    join();
  }

  private void run() {
    while (left.getAndDecrement() > 0) {
      answers.computeIfAbsent(ask(), status -> new LongAdder()).increment();
    }
  }

  private int ask() {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return NO_ANSWER;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NO_ANSWER;
    }
  }

  private void join() {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
