package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.itests.servers.FaultyUpstream;
import dev.weir.itests.servers.FaultyUpstream.Fault;
import dev.weir.itests.servers.Upstream;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.FlowRule;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.OutlierRule.ActiveRecovery;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.grpc.GrpcFilter;
import dev.weir.wasm.http.HttpFilter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outlier rules in the real Envoy: of several hosts behind it, those that fail are left out. */
class OutlierIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FAILURES = 5;
  private static final int CLIENTS = 8;
  private static final long REQUESTS = 300;
  private static final int DAY_MS = FlowRule.MAX_INTERVAL_MS;
  private static final String METHOD = "Echo";
  private static final String EJECTED = "/stats?filter=ejected";
  private static final String MORE_THAN_TWO = "(?s).*: ([3-9]|[1-9][0-9]+)\\s*";

  private final Upstream first;
  private final Upstream second;
  private final Upstream third;

  OutlierIT() throws IOException {
    first = new Upstream();
    second = new Upstream();
    third = new Upstream();
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    third.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void failingHost_isLeftOutByAllWorkers(int workers) throws Exception {
    try (Scene scene = scene(workers)) {
      scene.enforce(rule(Quota.RESOURCE, 0.5, DAY_MS));
      first.answerWith(503);
      long failed = Load.send(scene.envoy.http, CLIENTS, (int) REQUESTS).getOrDefault(503, 0L);
      assertThat(failed).isBetween((long) FAILURES, (long) FAILURES + 2 * CLIENTS);
      scene.awaitEjected(1);
      int before = first.arrivals().size();
      assertThat(Load.send(scene.envoy.http, CLIENTS, (int) REQUESTS))
          .isEqualTo(Map.of(200, REQUESTS));
      assertThat(first.arrivals()).hasSize(before);
      long share = REQUESTS / 4;
      assertThat((long) second.arrivals().size()).isGreaterThan(share);
      assertThat((long) third.arrivals().size()).isGreaterThan(share);
    }
  }

  @ParameterizedTest
  @CsvSource({"RESET, 1", "HANG, 1", "RESET, 4", "HANG, 4"})
  void hostThatResetsOrHangs_isLeftOut(Fault fault, int workers) throws Exception {
    try (FaultyUpstream faulty = new FaultyUpstream(fault);
        Scene scene =
            new Scene(
                workers,
                hosts(faulty.port(), second.port(), third.port()),
                yaml -> yaml.replace("timeout: 15s", "timeout: 0.5s"),
                OutlierIT::http)) {
      scene.enforce(rule(Quota.RESOURCE, 0.5, DAY_MS));
      Load.send(scene.envoy.http, 2 * CLIENTS, 6 * FAILURES);
      scene.awaitEjected(1);
      int before = faulty.connections();
      assertThat(Load.send(scene.envoy.http, CLIENTS, (int) REQUESTS))
          .isEqualTo(Map.of(200, REQUESTS));
      assertThat(faulty.connections()).isEqualTo(before);
    }
  }

  @Test
  void portWhereNobodyListens_failsAsOftenAsTheRuleAllows() throws Exception {
    int closed = Envoy.freePort();
    try (Scene scene =
        new Scene(1, hosts(first.port(), closed), UnaryOperator.identity(), OutlierIT::http)) {
      scene.enforce(rule(Quota.RESOURCE, 0.5, DAY_MS));
      assertThat(Load.send(scene.envoy.http, 1, 40))
          .isEqualTo(Map.of(200, 40L - FAILURES, 503, (long) FAILURES));
    }
  }

  /** All fail at first: a failure that a retry has made good is not seen. */
  @Test
  void probeThatFails_isHiddenByARetryAtTheNextHost() throws Exception {
    String retries = "timeout: 15s, retry_policy: {retry_on: 5xx, num_retries: 1}";
    try (Scene scene =
        new Scene(
            1,
            hosts(first.port(), second.port(), third.port()),
            yaml -> yaml.replace("timeout: 15s", retries),
            OutlierIT::http)) {
      scene.enforce(rule(Quota.RESOURCE, 0.5, 1_000));
      List<Upstream> all = List.of(first, second, third);
      all.forEach(host -> host.answerWith(503));
      Load.send(scene.envoy.http, CLIENTS, 60);
      await().atMost(PATIENCE).until(() -> scene.envoy.admin(EJECTED).matches(MORE_THAN_TWO));
      second.answerWith(200);
      third.answerWith(200);
      int known = first.arrivals().size();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                assertThat(Load.send(scene.envoy.http, 1, 50)).isEqualTo(Map.of(200, 50L));
                return first.arrivals().size() >= known + 2;
              });
    }
  }

  @Test
  void moreHostsFailThanMayBeOut_theRestStaysInUse() throws Exception {
    try (Scene scene = scene(4)) {
      scene.enforce(rule(Quota.RESOURCE, 0.5, DAY_MS));
      first.answerWith(503);
      second.answerWith(503);
      Load.send(scene.envoy.http, CLIENTS, (int) REQUESTS);
      scene.awaitEjected(2);
      int before = first.arrivals().size() + second.arrivals().size();
      long failed = Load.send(scene.envoy.http, CLIENTS, (int) REQUESTS).getOrDefault(503, 0L);
      assertThat(failed).isBetween(REQUESTS / 4, 3 * REQUESTS / 4);
      assertThat(first.arrivals().size() + second.arrivals().size() - before)
          .isEqualTo((int) failed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void hostThatIsBack_isFoundByAProbe(int workers) throws Exception {
    int retryMs = 500;
    try (Scene scene = scene(workers)) {
      scene.enforce(rule(Quota.RESOURCE, 0.5, retryMs));
      first.answerWith(503);
      long begun = System.nanoTime();
      Map<Integer, Long> answers = Load.send(scene.envoy.http, CLIENTS, 5 * (int) REQUESTS);
      long probes = Duration.ofNanos(System.nanoTime() - begun).toMillis() / retryMs;
      assertThat(answers.getOrDefault(503, 0L))
          .isBetween((long) FAILURES, FAILURES + 2 * CLIENTS + probes);
      first.answerWith(200);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                int before = first.arrivals().size();
                Load.send(scene.envoy.http, 1, 30);
                return first.arrivals().size() - before >= 10;
              });
      assertThat(Load.send(scene.envoy.http, CLIENTS, (int) REQUESTS))
          .isEqualTo(Map.of(200, REQUESTS));
    }
  }

  @Test
  void clientThatNamesAHost_isNotHeard() throws Exception {
    String wanted = "127.0.0.1:" + first.port();
    try (Scene scene = scene(1)) {
      new Clients(scene.envoy.http).send(30, "x-weir-upstream", wanted).all();
      assertThat(first.arrivals()).as("before there is a filter").hasSize(10);
    }
    try (Scene scene =
        new Scene(
            1,
            hosts(first.port(), second.port(), third.port()),
            yaml -> yaml.replace("{remove: x-weir-upstream}, ", ""),
            OutlierIT::http)) {
      scene.enforce(rule(Quota.RESOURCE, 0.5, DAY_MS));
      new Clients(scene.envoy.http).send(30, "x-weir-upstream", wanted).all();
      assertThat(first.arrivals()).as("by the filter").hasSize(20);
    }
  }

  @Test
  void ruleIsRemoved_hostIsBack() throws Exception {
    try (Scene scene = scene(4)) {
      scene.enforce(rule(Quota.RESOURCE, 0.5, DAY_MS));
      first.answerWith(503);
      Load.send(scene.envoy.http, CLIENTS, (int) REQUESTS);
      scene.awaitEjected(1);
      first.answerWith(200);
      int before = first.arrivals().size();
      scene.enforce();
      assertThat(Load.send(scene.envoy.http, 1, 60)).isEqualTo(Map.of(200, 60L));
      assertThat(first.arrivals().size() - before).isGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void grpc_hostThatResets_isLeftOut() throws Exception {
    try (FaultyUpstream faulty = new FaultyUpstream(Fault.RESET);
        EchoService left = new EchoService();
        EchoService right = new EchoService();
        Scene scene =
            new Scene(
                4,
                hosts(faulty.port(), left.port(), right.port()),
                Filters.http2Upstream(),
                OutlierIT::grpc)) {
      scene.enforce(rule(EchoService.NAME + "/" + METHOD, 0.5, DAY_MS));
      ManagedChannel channel = EchoService.channel(scene.envoy.http);
      try {
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  EchoService.unary(channel, METHOD);
                  return scene.ejected(1);
                });
        for (int i = 0; i < 60; i++) {
          assertThat(EchoService.unary(channel, METHOD).getCode()).isEqualTo(Status.Code.OK);
        }
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private Scene scene(int workers) throws Exception {
    return new Scene(
        workers,
        hosts(first.port(), second.port(), third.port()),
        UnaryOperator.identity(),
        OutlierIT::http);
  }

  /** A host is out from the fifth failure on. */
  private static Rule rule(String resource, double maxEjectionPercent, int retryMs) {
    CircuitBreakerRule breaker =
        new CircuitBreakerRule(
            "o",
            resource,
            new Strategy.ErrorCount(FAILURES),
            FAILURES,
            new StatWindow(DAY_MS, 1),
            new Recovery(retryMs, 0),
            Policy.DEFAULT);
    return new OutlierRule(breaker, maxEjectionPercent, new ActiveRecovery(false, 0, 0), 0);
  }

  private static Hook http(Daemon daemon) {
    return new HttpFilter(
        Settings.defaults(HttpFilter.Config.class), Filters.bundle(), daemon.delivery);
  }

  private static Hook grpc(Daemon daemon) {
    return new GrpcFilter(
        Settings.defaults(GrpcFilter.Config.class), Filters.bundle(), daemon.delivery);
  }

  /** The sample's cluster with these hosts. */
  private static UnaryOperator<String> hosts(int... ports) {
    return yaml -> {
      int cluster = yaml.indexOf("    - name: upstream\n");
      int from = yaml.indexOf("              - endpoint:", cluster);
      StringBuilder endpoints = new StringBuilder();
      for (int port : ports) {
        endpoints
            .append("              - endpoint: {address: {socket_address: ")
            .append("{address: 127.0.0.1, port_value: " + port + "}}}\n");
      }
      return yaml.substring(0, from) + endpoints;
    };
  }

  /** An Envoy before several hosts, and a filter in it. */
  private static final class Scene implements AutoCloseable {

    final Daemon daemon = new Daemon(0, 0);
    final Envoy envoy;
    private final Hook hook;
    private final Attachment attachment;
    private long revision;

    Scene(
        int workers,
        UnaryOperator<String> hosts,
        UnaryOperator<String> edit,
        Function<Daemon, Hook> hooks)
        throws Exception {
      envoy = new Envoy(workers, daemon.port(), 0, yaml -> edit.apply(hosts.apply(yaml)));
      hook = hooks.apply(daemon);
      attachment = hook.attach(hook.spec().point());
    }

    void enforce(Rule... rules) throws Exception {
      for (Rule rule : rules) {
        assertThat(hook.judge(rule)).isInstanceOf(Ability.Able.class);
      }
      revision++;
      attachment.apply(new RuleSet(revision, List.of(rules)));
      Daemon.awaitAccepted(attachment, 1);
    }

    boolean ejected(int hosts) {
      return envoy.admin(EJECTED).contains(": " + hosts);
    }

    /** Waits until hosts were put out so often, and every worker has looked since. */
    void awaitEjected(int hosts) {
      await().atMost(PATIENCE).until(() -> ejected(hosts));
    }

    @Override
    public void close() {
      envoy.close();
      daemon.close();
    }
  }
}
