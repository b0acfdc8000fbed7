package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.grpc.GrpcFilter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weir's gRPC filter in the real Envoy, with a real gRPC client and service. */
class GrpcFilterIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void unaryCalls_areLimitedExactlyOverTheWorkers(int workers) throws Exception {
    try (EchoService service = new EchoService();
        Daemon daemon = new Daemon(0, 0);
        Envoy envoy = new Envoy(workers, daemon.port(), service.port(), Filters.http2Upstream())) {
      Attachment attachment = attach(daemon);
      attachment.apply(Filters.limit(1, "weir.Test/Echo", 20));
      int passed = 0;
      for (int i = 0; i < 10; i++) {
        // a connection each, so that all workers take part
        ManagedChannel channel = EchoService.channel(envoy.http);
        try {
          for (int call = 0; call < 3; call++) {
            Status status = EchoService.unary(channel, "Echo");
            passed += status.isOk() ? 1 : 0;
            if (!status.isOk()) {
              assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
              assertThat(status.getDescription()).isEqualTo("Blocked by Sentinel: FlowException");
            }
          }
        } finally {
          channel.shutdownNow();
        }
      }
      assertThat(passed).isEqualTo(20);
    }
  }

  @Test
  void streams_areBlockedWithResourceExhaustedToo() throws Exception {
    try (EchoService service = new EchoService();
        Daemon daemon = new Daemon(0, 0);
        Envoy envoy = new Envoy(1, daemon.port(), service.port(), Filters.http2Upstream())) {
      Attachment attachment = attach(daemon);
      attachment.apply(Filters.limit(1, "weir.Test/Count", 2));
      ManagedChannel channel = EchoService.channel(envoy.http);
      try {
        assertThat(EchoService.stream(channel, "Count").isOk()).isTrue();
        assertThat(EchoService.stream(channel, "Count").isOk()).isTrue();
        Status third = EchoService.stream(channel, "Count");
        assertThat(third.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(EchoService.unary(channel, "Echo").isOk()).isTrue();
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @Test
  void isolation_countsOpenStreamsOfAllWorkers() throws Exception {
    try (EchoService service = new EchoService();
        Daemon daemon = new Daemon(0, 0);
        Envoy envoy = new Envoy(4, daemon.port(), service.port(), Filters.http2Upstream())) {
      Rule rule = new IsolationRule("i", "weir.Test/Hold", false, 2, Policy.DEFAULT);
      attach(daemon).apply(new RuleSet(1, List.of(rule)));
      List<ManagedChannel> channels =
          Stream.generate(() -> EchoService.channel(envoy.http)).limit(6).toList();
      try {
        EchoService.Held first = new EchoService.Held(channels.get(0));
        EchoService.Held second = new EchoService.Held(channels.get(1));
        assertThat(first.status().isOk()).isTrue();
        assertThat(second.status().isOk()).isTrue();
        for (ManagedChannel channel : channels) {
          assertThat(new EchoService.Held(channel).status().getCode())
              .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        }
        first.cancel();
        await().atMost(PATIENCE).until(() -> new EchoService.Held(channels.get(5)).status().isOk());
      } finally {
        channels.forEach(ManagedChannel::shutdownNow);
      }
    }
  }

  @Test
  void failingCalls_openTheBreakerOfAllWorkersByTheirGrpcStatus() throws Exception {
    try (EchoService service = new EchoService();
        Daemon daemon = new Daemon(0, 0);
        Envoy envoy = new Envoy(4, daemon.port(), service.port(), Filters.http2Upstream())) {
      Rule rule =
          new CircuitBreakerRule(
              "b",
              "weir.Test/Fail",
              new CircuitBreakerRule.Strategy.ErrorCount(5),
              5,
              new CircuitBreakerRule.StatWindow(FlowRule.MAX_INTERVAL_MS, 1),
              new CircuitBreakerRule.Recovery(FlowRule.MAX_INTERVAL_MS, 0),
              Policy.DEFAULT);
      attach(daemon).apply(new RuleSet(1, List.of(rule)));
      for (int i = 0; i < 5; i++) {
        assertThat(fail(envoy.http)).isEqualTo(Status.Code.INTERNAL);
      }
      await().atMost(PATIENCE).until(() -> envoy.admin("/stats?filter=opened").contains(": 1"));
      for (int i = 0; i < 8; i++) {
        assertThat(fail(envoy.http)).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      }
    }
  }

  /** What comes of a call that fails, on a connection of its own. */
  private static Status.Code fail(int port) {
    ManagedChannel channel = EchoService.channel(port);
    try {
      return EchoService.unary(channel, "Fail").getCode();
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void failedCalls_areCountedByTheirGrpcStatus() throws Exception {
    try (EchoService service = new EchoService();
        Daemon daemon = new Daemon(0, 0);
        Envoy envoy = new Envoy(2, daemon.port(), service.port(), Filters.http2Upstream())) {
      Attachment attachment = attach(daemon);
      attachment.apply(
          new RuleSet(
              1,
              List.of(
                  rule("a", "weir.Test/Echo"),
                  rule("b", "weir.Test/Fail"),
                  rule("c", "weir.Test/None"))));
      ManagedChannel channel = EchoService.channel(envoy.http);
      try {
        for (int i = 0; i < 3; i++) {
          assertThat(EchoService.unary(channel, "Echo").isOk()).isTrue();
          assertThat(EchoService.unary(channel, "Fail").getCode()).isEqualTo(Status.Code.INTERNAL);
        }
        assertThat(EchoService.unary(channel, "None").getCode())
            .isEqualTo(Status.Code.UNIMPLEMENTED);
      } finally {
        channel.shutdownNow();
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(envoy.admin("/stats?filter=wasmcustom.weir.*error"))
                      .doesNotContain("weir_2eTest_2fEcho.error")
                      .contains("weir_2eTest_2fFail.error: 3")
                      .contains("weir_2eTest_2fNone.error: 1"));
    }
  }

  private static FlowRule rule(String id, String resource) {
    return FlowRule.direct(id, resource, 1000, 1000, Policy.DEFAULT);
  }

  private static Attachment attach(Daemon daemon) throws Exception {
    GrpcFilter filter =
        new GrpcFilter(
            Settings.defaults(GrpcFilter.Config.class), Filters.bundle(), daemon.delivery);
    Attachment attachment = filter.attach("weir-grpc");
    Daemon.awaitAccepted(attachment, 1);
    return attachment;
  }
}
