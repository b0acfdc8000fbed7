package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.host.ProcHost;
import dev.weir.itests.servers.Upstream;
import dev.weir.wasm.grpc.GrpcFilter;
import dev.weir.wasm.http.HttpFilter;
import dev.weir.wasm.tcp.TcpFilter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts of all workers of a real Envoy on their way to the daemon. */
class ReportIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LONG_SETTLE_MS = 600_000;
  private static final String ORDERS = "GET:/orders";

  private static Attachment http(Daemon daemon, int threshold) throws Exception {
    HttpFilter filter =
        new HttpFilter(
            Settings.defaults(HttpFilter.Config.class), Filters.bundle(), daemon.delivery);
    return limit(filter, "weir-http", ORDERS, threshold);
  }

  private static Attachment limit(Hook hook, String slot, String resource, int threshold)
      throws Exception {
    Attachment attachment = hook.attach(slot);
    attachment.apply(Filters.limit(1, resource, threshold));
    Daemon.awaitAccepted(attachment, 1);
    return attachment;
  }

  private static Envoy envoy(int workers, Daemon daemon, Upstream upstream) throws Exception {
    return new Envoy(workers, daemon.port(), upstream.port(), UnaryOperator.identity());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void httpRequests_areReportedAsTheirClientsSawThem(int workers) throws Exception {
    try (Upstream upstream = new Upstream();
        Daemon daemon = new Daemon(0, 0);
        Envoy envoy = envoy(workers, daemon, upstream)) {
      Attachment unused = Reported.service(daemon);
      unused = http(daemon, 30);
      Reported orders = new Reported(daemon, ORDERS);
      upstream.hold();
      long began = System.nanoTime();
      Clients held = new Clients(envoy.http).send(5);
      orders.awaitTotal(SignalEvent.ESTABLISHED, 5);
      assertThat(orders.totals()).containsEntry(SignalEvent.COMPLETE, 0L);
      upstream.release();
      assertThat(held.all()).isEqualTo(Map.of(200, 5));
      long micros = (System.nanoTime() - began) / 1_000;
      orders.awaitAll(5, 0, 0);
      assertThat(orders.total(SignalEvent.RESPONSE_MICROS)).isBetween(5L, 5 * micros);
      upstream.answerWith(503);
      assertThat(new Clients(envoy.http).send(10).all()).isEqualTo(Map.of(503, 10));
      upstream.answerWith(200);
      assertThat(new Clients(envoy.http).send(25).all()).isEqualTo(Map.of(200, 15, 429, 10));
      orders.awaitAll(30, 10, 10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void grpcCalls_areReportedByTheirStatus(int workers) throws Exception {
    try (EchoService service = new EchoService();
        Daemon daemon = new Daemon(0, 0);
        Envoy envoy = new Envoy(workers, daemon.port(), service.port(), Filters.http2Upstream())) {
      Attachment unused = Reported.service(daemon);
      GrpcFilter filter =
          new GrpcFilter(
              Settings.defaults(GrpcFilter.Config.class), Filters.bundle(), daemon.delivery);
      unused = limit(filter, "weir-grpc", "weir.Test/Fail", 6);
      for (int i = 0; i < 9; i++) {
        ManagedChannel channel = EchoService.channel(envoy.http);
        try {
          assertThat(EchoService.unary(channel, "Fail").getCode())
              .isEqualTo(i < 6 ? Status.Code.INTERNAL : Status.Code.RESOURCE_EXHAUSTED);
        } finally {
          channel.shutdownNow();
        }
      }
      new Reported(daemon, "weir.Test/Fail").awaitAll(6, 3, 6);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void connections_areReported(int workers) throws Exception {
    try (Upstream upstream = new Upstream();
        Daemon daemon = new Daemon(0, 0);
        Envoy envoy = envoy(workers, daemon, upstream)) {
      Attachment unused = Reported.service(daemon);
      TcpFilter filter =
          new TcpFilter(
              Settings.defaults(TcpFilter.Config.class), Filters.bundle(), daemon.delivery);
      String resource = "tcp:" + envoy.http;
      unused = limit(filter, "weir-tcp", resource, 8);
      int answered = 0;
      for (int i = 0; i < 12; i++) {
        answered += TcpFilterIT.ask(envoy.http).startsWith("HTTP/1.1 200") ? 1 : 0;
      }
      assertThat(answered).isEqualTo(8);
      new Reported(daemon, resource).awaitAll(8, 4, 0);
    }
  }

  @Test
  void envoyStartsAgain_itsCountsAreAddedFromItsFirstRequestOn() throws Exception {
    try (Upstream upstream = new Upstream();
        Daemon daemon = new Daemon(0, LONG_SETTLE_MS)) {
      Reported orders = new Reported(daemon, ORDERS);
      Attachment service;
      Attachment http;
      try (Envoy envoy = envoy(2, daemon, upstream)) {
        service = Reported.service(daemon);
        http = http(daemon, 10);
        assertThat(new Clients(envoy.http).send(15).all()).isEqualTo(Map.of(200, 10, 429, 5));
        orders.awaitAll(10, 5, 0);
        envoy.kill();
      }
      await().atMost(PATIENCE).until(() -> !daemon.signals.reporting());
      try (Envoy envoy = envoy(2, daemon, upstream)) {
        Daemon.awaitAccepted(service, 1);
        Daemon.awaitAccepted(http, 1);
        assertThat(new Clients(envoy.http).send(12).all()).isEqualTo(Map.of(200, 10, 429, 2));
        orders.awaitTotal(SignalEvent.PASS, 20);
        orders.awaitTotal(SignalEvent.BLOCK, 7);
      }
    }
  }

  @Test
  void daemonStartsAgain_nothingIsInventedAndNothingLost() throws Exception {
    int port;
    try (Upstream upstream = new Upstream()) {
      Daemon first = new Daemon(0, LONG_SETTLE_MS);
      port = first.port();
      try (Envoy envoy = envoy(2, first, upstream)) {
        Attachment unused = Reported.service(first);
        unused = http(first, 100);
        new Clients(envoy.http).send(10).all();
        new Reported(first, ORDERS).awaitAll(10, 0, 0);
        first.close();
        new Clients(envoy.http).send(3).all();
        try (Daemon second = new Daemon(port, LONG_SETTLE_MS, new ProcHost())) {
          await().atMost(PATIENCE).until(second.signals::reporting);
          Reported orders = new Reported(second, ORDERS);
          assertThat(orders.total(SignalEvent.PASS)).isLessThanOrEqualTo(3);
          long before = orders.total(SignalEvent.PASS);
          new Clients(envoy.http).send(7).all();
          orders.awaitTotal(SignalEvent.PASS, before + 7);
        }
      } finally {
        first.close();
      }
    }
  }

  @Test
  void serviceGoesAndComes_whatWasCountedMeanwhileIsReported() throws Exception {
    try (Upstream upstream = new Upstream();
        Daemon daemon = new Daemon(0, 0);
        Envoy envoy = envoy(4, daemon, upstream)) {
      Attachment service = Reported.service(daemon);
      Attachment unused = http(daemon, 100);
      Reported orders = new Reported(daemon, ORDERS);
      new Clients(envoy.http).send(5).all();
      orders.awaitAll(5, 0, 0);
      service.detach();
      await().atMost(PATIENCE).until(() -> !daemon.signals.reporting());
      new Clients(envoy.http).send(8).all();
      unused = Reported.service(daemon);
      new Clients(envoy.http).send(2).all();
      orders.awaitAll(15, 0, 0);
    }
  }
}
