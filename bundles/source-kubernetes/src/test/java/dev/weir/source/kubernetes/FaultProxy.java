package dev.weir.source.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.itests.servers.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * Stands before a real API server: hands requests on as they are, or answers them with a status, or
 * late, and can end every watch that runs.
 */
final class FaultProxy implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final URI target;
  private final SSLContext trust;
  private final List<HttpExchange> watches = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
  private volatile int answer;
  private volatile long delayMs;
  private volatile boolean held;

  FaultProxy(ApiServer real) throws IOException {
    target = real.url();
    trust = Certificates.trusting(real.ca());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers every request with a status; 0 hands them on again. Ends what runs. */
  void answer(int status) {
    answer = status;
    endWatches();
  }

  /** Hands every request on so much later. */
  void delay(long millis) {
    delayMs = millis;
    endWatches();
  }

  /** Lets watches that begin wait, or go on. */
  void hold(boolean now) {
    held = now;
  }

  void endWatches() {
    watches.forEach(HttpExchange::close);
    watches.clear();
  }

  /**
   * How many there were of a kind: {@code list}, {@code watch} and {@code refused} are requests,
   * {@code gone} answers of the real server that a version is no longer kept.
   */
  int count(String what) {
    AtomicInteger count = seen.get(what);
    return count == null ? 0 : count.get();
  }

  private void saw(String what) {
    seen.computeIfAbsent(what, w -> new AtomicInteger()).incrementAndGet();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      Thread.sleep(delayMs);
      if (answer != 0) {
        saw("refused");
        byte[] body =
            ("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"made up\",\"code\":"
                    + answer
                    + "}")
                .getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer, body.length);
        exchange.getResponseBody().write(body);
      } else {
        forward(exchange);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (IOException broken) {
      saw("broken");
    } finally {
      exchange.close();
    }
  }

  private void await() throws InterruptedException {
    while (held) {
      Thread.sleep(10);
    }
  }

  private void forward(HttpExchange exchange) throws IOException, InterruptedException {
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    boolean watch = query.contains("watch=true");
    saw(watch ? "watch" : query.contains("limit=") ? "list" : "other");
    if (watch) {
      watches.add(exchange);
      await();
    }
    HttpsURLConnection out =
        (HttpsURLConnection) target.resolve(exchange.getRequestURI()).toURL().openConnection();
    out.setSSLSocketFactory(trust.getSocketFactory());
    for (String header : List.of("Authorization", "Accept")) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        out.setRequestProperty(header, value);
      }
    }
    int status = out.getResponseCode();
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, 0);
    try (InputStream in = status < 400 ? out.getInputStream() : out.getErrorStream();
        OutputStream back = exchange.getResponseBody()) {
      pump(in, back);
    } finally {
      out.disconnect();
    }
  }

  private void pump(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    int length = in.read(buffer);
    while (length >= 0) {
      if (new String(buffer, 0, length, UTF_8).contains("\"code\":410")) {
        saw("gone");
      }
      out.write(buffer, 0, length);
      out.flush(); // an event of a watch is not to wait for the next
      length = in.read(buffer);
    }
  }

  @Override
  public void close() {
    endWatches();
    server.stop(0);
    threads.shutdownNow();
  }
}
