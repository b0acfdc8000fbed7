package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.grpc.GrpcFilter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
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
                      .contains("weir_2eTest_2fEcho.error: 0")
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
