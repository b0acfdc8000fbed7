package dev.weir.story.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clients against small servers on the loopback interface. */
@Timeout(60)
class LoopbackTrafficTest {

  private static final String LOOPBACK = "127.0.0.1";

  private final Cue cue = new Cue(() -> {});
  private final AtomicInteger asked = new AtomicInteger();
  private ExecutorService threads;
  private HttpServer server;

  @BeforeEach
  void serve() throws Exception {
    threads = Executors.newFixedThreadPool(8);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          boolean order = exchange.getRequestURI().getPath().equals("/orders");
          boolean over = order && asked.incrementAndGet() > 10;
          byte[] body = (over ? "over" : "fine").getBytes(StandardCharsets.US_ASCII);
          exchange.getResponseHeaders().set("X-Limit", over ? "first" : "");
          exchange.sendResponseHeaders(over ? 429 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private Target http() {
    return new Target(LOOPBACK, server.getAddress().getPort(), "");
  }

  @Test
  void burstOverTheLimit_countsEachKindOfAnswer() throws Exception {
    HttpBurst.Result result = new HttpBurst(http(), "/orders", "X-Limit", 4, 17, 1).run(cue);
    HttpBurst.Burst burst = result.bursts().get(0);
    assertThat(burst.count(200)).isEqualTo(10);
    assertThat(burst.count(new Answer(429, "first", "over"))).isEqualTo(7);
    assertThat(burst.startMs() % 500).isBetween(0L, 100L);
  }

  @Test
  void probe_endsWithTheAnswerItWaitsFor() throws Exception {
    long before = System.currentTimeMillis();
    HttpProbe.Result result = new HttpProbe(http(), "/orders", "X-Limit", "first", 20).run(cue);
    assertThat(result.requests()).isEqualTo(11);
    assertThat(result.seenMs()).isBetween(before, System.currentTimeMillis());
  }

  @Test
  void load_countsAnswersUntilItsTimeIsOver() throws Exception {
    HttpLoad.Result result = new HttpLoad(http(), "/orders", 2, 200, 1).run(cue);
    assertThat(result.failures()).isZero();
    assertThat(result.answered()).isEqualTo(asked.get());
    assertThat(result.statuses()).containsEntry(200, 10L).containsKey(429);
  }

  @Test
  void loadOnAServerThatIsGone_countsFailures() throws Exception {
    Target gone = http();
    server.stop(0);
    HttpLoad.Result result = new HttpLoad(gone, "/orders", 1, 50, 1).run(cue);
    assertThat(result.answered()).isZero();
    assertThat(result.failures()).isPositive();
    assertThat(result.firstFailure()).contains("refused");
  }

  @Test
  void flood_arrivesWhole() throws Exception {
    try (UdpSink sink = new UdpSink(LOOPBACK, 0)) {
      Target to = new Target(LOOPBACK, sink.port(), LOOPBACK);
      UdpFlood.Result result = new UdpFlood(to, 2_000, 20_000, 64, 20).run(cue);
      assertThat(result.sent()).isEqualTo(2_000);
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> sink.received() + sink.overflowed() == 2_000);
    }
  }

  @Test
  void endedFlood_saysWhatItSentSoFar() throws Exception {
    try (UdpSink sink = new UdpSink(LOOPBACK, 0)) {
      Cue ending = new Cue(() -> {});
      ending.end();
      Target to = new Target(LOOPBACK, sink.port(), LOOPBACK);
      assertThat(new UdpFlood(to, 2_000, 0, 64, 20).run(ending).sent()).isZero();
    }
  }

  @Test
  void connects_areCountedByTheirFate() throws Exception {
    int closed;
    try (TcpSink sink = new TcpSink(LOOPBACK, 0)) {
      closed = sink.port();
      TcpConnects.Result open = new TcpConnects(new Target(LOOPBACK, closed, ""), 20).run(cue);
      assertThat(open.connected()).isEqualTo(20);
    }
    TcpConnects.Result refused = new TcpConnects(new Target(LOOPBACK, closed, ""), 5).run(cue);
    assertThat(refused.refused()).isEqualTo(5);
    assertThat(refused.connected() + refused.unanswered()).isZero();
  }
}
