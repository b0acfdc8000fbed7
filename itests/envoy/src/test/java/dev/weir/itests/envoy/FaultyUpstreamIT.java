package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.itests.servers.FaultyUpstream;
import dev.weir.itests.servers.FaultyUpstream.Fault;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.grpc.GrpcFilter;
import dev.weir.wasm.http.HttpFilter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A service that resets connections, or never answers: breakers open by it, and the streams that it spoils are not counted as running for ever.
 */
class FaultyUpstreamIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FAILURES = 4;
  private static final int DAY_MS = FlowRule.MAX_INTERVAL_MS;
  private static final String ORDERS =
      "GET /orders HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
  private static final UnaryOperator<String> SHORT =
      yaml -> yaml.replace("timeout: 15s", "timeout: 0.5s");

  @ParameterizedTest
  @EnumSource(Fault.class)
  void http1_faultsOpenTheBreakerOfAllWorkersAndEndTheStreams(Fault fault) throws Exception {
    try (Scene scene = new Scene(fault, SHORT, FaultyUpstreamIT::http)) {
      scene.enforce("GET:/orders");
      for (int i = 0; i < FAILURES; i++) {
        assertThat(ask(scene.envoy.http)).startsWith(answerTo(fault));
        scene.awaitIdle();
      }
      scene.awaitOpened();
      int before = scene.upstream.connections();
      for (int i = 0; i < 2 * FAILURES; i++) {
        assertThat(ask(scene.envoy.http)).startsWith("HTTP/1.1 429");
      }
      assertThat(scene.upstream.connections()).isEqualTo(before);
    }
  }

  private static String answerTo(Fault fault) {
    return switch (fault) {
      case RESET -> "HTTP/1.1 503";
      case HANG -> "HTTP/1.1 504";
    };
  }

  @ParameterizedTest
  @CsvSource({"RESET, 503", "HANG, 504"})
  void http2_faultsOpenTheBreakerOfAllWorkers(Fault fault, int status) throws Exception {
    try (Scene scene = new Scene(fault, http2(), FaultyUpstreamIT::http)) {
      scene.enforce("GET:/orders");
      for (int i = 0; i < FAILURES; i++) {
        assertThat(ask(scene.envoy.http)).startsWith("HTTP/1.1 " + status);
        scene.awaitIdle();
      }
      scene.awaitOpened();
      assertThat(ask(scene.envoy.http)).startsWith("HTTP/1.1 429");
    }
  }

  @ParameterizedTest
  @CsvSource({"RESET, false", "HANG, false", "RESET, true", "HANG, true"})
  void grpc_faultsOpenTheBreakerOfAllWorkers(Fault fault, boolean stream) throws Exception {
    try (Scene scene = new Scene(fault, http2(), FaultyUpstreamIT::grpc)) {
      scene.enforce("weir.Test/Any");
      for (int i = 0; i < FAILURES; i++) {
        assertThat(call(scene.envoy.http, stream))
            .isNotIn(Status.Code.OK, Status.Code.RESOURCE_EXHAUSTED);
        scene.awaitIdle();
      }
      scene.awaitOpened();
      assertThat(call(scene.envoy.http, stream)).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
  }

  @Test
  void clientsGoneBeforeAnAnswer_areNoFailuresAndNoLongerRunning() throws Exception {
    try (Scene scene = new Scene(Fault.HANG, UnaryOperator.identity(), FaultyUpstreamIT::http)) {
      scene.enforce("GET:/orders");
      for (int i = 0; i < 2 * FAILURES; i++) {
        int seen = scene.upstream.connections();
        Socket client = send(scene.envoy.http);
        try {
          await().atMost(PATIENCE).until(() -> scene.upstream.connections() > seen);
        } finally {
          client.close();
        }
        scene.awaitIdle();
      }
      assertThat(scene.envoy.admin("/stats?filter=opened")).doesNotContain(": 1");
    }
  }

  private static UnaryOperator<String> http2() {
    return yaml -> SHORT.apply(Filters.http2Upstream().apply(yaml));
  }

  private static Hook http(Daemon daemon) {
    return new HttpFilter(
        Settings.defaults(HttpFilter.Config.class), Filters.bundle(), daemon.delivery);
  }

  private static Hook grpc(Daemon daemon) {
    return new GrpcFilter(
        Settings.defaults(GrpcFilter.Config.class), Filters.bundle(), daemon.delivery);
  }

  private static Socket send(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.getOutputStream().write(ORDERS.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** What comes back before the connection ends, however it does. */
  private static String ask(int port) throws IOException {
    StringBuilder answer = new StringBuilder();
    try (Socket socket = send(port)) {
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        answer.append((char) next);
      }
    } catch (java.net.SocketException reset) {
      // What came before it counts.
    }
    return answer.toString();
  }

  private static Status.Code call(int port, boolean stream) {
    ManagedChannel channel = EchoService.channel(port);
    try {
      return stream
          ? EchoService.stream(channel, "Any").getCode()
          : EchoService.unary(channel, "Any").getCode();
    } finally {
      channel.shutdownNow();
    }
  }

  /** A faulty service behind an Envoy of four workers. */
  private static final class Scene implements AutoCloseable {

    final FaultyUpstream upstream;
    final Daemon daemon = new Daemon(0, 0);
    final Envoy envoy;
    private final Hook hook;

    Scene(Fault fault, UnaryOperator<String> edit, Function<Daemon, Hook> hooks)
        throws IOException {
      upstream = new FaultyUpstream(fault);
      envoy = new Envoy(4, daemon.port(), upstream.port(), edit);
      hook = hooks.apply(daemon);
    }

    /** A breaker that opens at so many failures, and isolation that a single stuck stream fills. */
    void enforce(String resource) throws Exception {
      Rule breaker =
          new CircuitBreakerRule(
              "breaker",
              resource,
              new Strategy.ErrorCount(FAILURES),
              FAILURES,
              new StatWindow(DAY_MS, 1),
              new Recovery(DAY_MS, 0),
              Policy.DEFAULT);
      Rule isolation = new IsolationRule("isolation", resource, false, 1, Policy.DEFAULT);
      Attachment attachment = hook.attach(hook.spec().point());
      attachment.apply(new RuleSet(1, List.of(breaker, isolation)));
      Daemon.awaitAccepted(attachment, 1);
    }

    /** Waits until no stream is left in the proxy. */
    void awaitIdle() {
      await()
          .atMost(PATIENCE)
          .until(
              () -> envoy.admin("/stats?filter=http.sample.downstream_rq_active").contains(": 0"));
    }

    void awaitOpened() {
      await().atMost(PATIENCE).until(() -> envoy.admin("/stats?filter=opened").contains(": 1"));
    }

    @Override
    public void close() {
      envoy.close();
      daemon.close();
      upstream.close();
    }
  }
}
