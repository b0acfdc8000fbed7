package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.host.Figures;
import dev.weir.itests.servers.Upstream;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.rule.SystemRule.MetricType;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import dev.weir.wasm.http.HttpFilter;
import dev.weir.wasm.service.ServiceFilter;
import dev.weir.wasm.tcp.TcpFilter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of the host on their way from the daemon to the filters of a real Envoy. */
class ServiceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int REQUESTS = 8;
  private static final String TOTAL = "weir._5f_5ftotal_5finbound_5ftraffic_5f_5f";
  private static final int DAY_MS = FlowRule.MAX_INTERVAL_MS;

  /** A host that is as the test says. */
  private static final class Host implements Supplier<Figures> {

    private volatile Figures figures = new Figures(0, 0, 0);

    @Override
    public Figures get() {
      return figures;
    }
  }

  private final Host host = new Host();

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void loadedHost_isGuardedWhileTheDaemonLivesAndTheMetricSaysSo(int workers) throws Exception {
    Daemon daemon = new Daemon(0, 0, host);
    int port = daemon.port();
    try (Upstream upstream = new Upstream();
        Envoy envoy = new Envoy(workers, port, upstream.port(), UnaryOperator.identity())) {
      deliver(daemon);
      assertThat(answers(envoy)).isEqualTo(Map.of(200, REQUESTS));
      host.figures = new Figures(9, 0, 0);
      awaitAnswers(envoy, 429, 0);
      daemon.close();
      awaitAnswers(envoy, 200, 1);
      assertThat(counted(envoy, 10)).as("limits go on").isEqualTo(3);
      try (Daemon again = new Daemon(port, 600_000, host)) {
        assertThat(again.port()).isEqualTo(port);
        awaitAnswers(envoy, 429, 0);
        host.figures = new Figures(1, 0, 0);
        awaitAnswers(envoy, 200, 0);
      }
    } finally {
      daemon.close();
    }
  }

  /** Twenty answers take 2 s; where each waits until the one before is given up, 22 s. */
  @Test
  void daemonAnswers_itIsAskedAgainWithTheNextTick() throws Exception {
    try (Daemon daemon = new Daemon(0, 0, host);
        Upstream upstream = new Upstream();
        Envoy envoy = new Envoy(1, daemon.port(), upstream.port(), UnaryOperator.identity())) {
      service(daemon);
      await().atMost(PATIENCE).until(() -> metric(envoy, "weir.service.answers") > 0);
      long first = metric(envoy, "weir.service.answers");
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> metric(envoy, "weir.service.answers") >= first + 20);
    }
  }

  /** The service, and rules for the HTTP filter. */
  private static void deliver(Daemon daemon) throws HookException {
    HttpFilter http =
        new HttpFilter(
            Settings.defaults(HttpFilter.Config.class), Filters.bundle(), daemon.delivery);
    Rule load = system(MetricType.LOAD, 4);
    assertThat(http.judge(load)).isInstanceOf(Ability.Unable.class);
    service(daemon);
    assertThat(http.judge(load)).isInstanceOf(Ability.Able.class);
    Attachment attachment = http.attach("weir-http");
    Rule counted = FlowRule.direct("f", "GET:/counted", 3, DAY_MS, Policy.DEFAULT);
    attachment.apply(new RuleSet(1, List.of(load, counted)));
    Daemon.awaitAccepted(attachment, 1);
  }

  private static void service(Daemon daemon) throws HookException {
    Attachment service =
        new ServiceFilter(
                Settings.defaults(ServiceFilter.Config.class), Filters.bundle(), daemon.delivery)
            .attach("weir-service");
    service.apply(RuleSet.EMPTY);
    Daemon.awaitAccepted(service, 1);
  }

  private static Rule system(MetricType metric, double trigger) {
    return new SystemRule("s", metric, trigger, SystemRule.Strategy.NO_ADAPTIVE, Policy.DEFAULT);
  }

  /** Waits until all are answered so, and the gauge says what it should. */
  private static void awaitAnswers(Envoy envoy, int status, int silent) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                answers(envoy).equals(Map.of(status, REQUESTS))
                    && metric(envoy, "weir.service_silent") == silent);
  }

  private static Map<Integer, Integer> answers(Envoy envoy) {
    return new Clients(envoy.http).send(REQUESTS).all();
  }

  /** How many of so many requests for /counted are answered with 200. */
  private static int counted(Envoy envoy, int requests) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + envoy.http + "/counted")).build();
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      HttpClient client = HttpClient.newHttpClient();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      passed += status == 200 ? 1 : 0;
    }
    return passed;
  }

  /** A metric of the filters', or -1. */
  private static long metric(Envoy envoy, String name) {
    String line = "wasmcustom." + name + ": ";
    String stats = envoy.admin("/stats?filter=" + name);
    return stats
        .lines()
        .filter(found -> found.startsWith(line))
        .mapToLong(found -> Long.parseLong(found.substring(line.length()).trim()))
        .findFirst()
        .orElse(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void concurrency_holdsExactlyOverAllWorkersAndWithoutAService(int workers) throws Exception {
    try (Stage stage = Stage.open(workers)) {
      HttpFilter http =
          new HttpFilter(
              Settings.defaults(HttpFilter.Config.class), Filters.bundle(), stage.daemon.delivery);
      Rule rule = system(MetricType.CONCURRENCY, 10);
      assertThat(http.judge(rule)).isEqualTo(Ability.yes());
      Attachment attachment = http.attach("weir-http");
      attachment.apply(new RuleSet(1, List.of(rule)));
      Daemon.awaitAccepted(attachment, 1);
      for (int round = 0; round < 2; round++) {
        stage.upstream.hold();
        Clients clients = new Clients(stage.envoy.http).send(40);
        await().atMost(PATIENCE).until(() -> clients.soFar().getOrDefault(429, 0) == 30);
        stage.upstream.release();
        assertThat(clients.all()).isEqualTo(Map.of(200, 10, 429, 30));
      }
      assertThat(metric(stage.envoy, TOTAL + ".pass")).isEqualTo(20);
      assertThat(metric(stage.envoy, TOTAL + ".block")).isEqualTo(60);
    }
  }

  @Test
  void memoryAdaptiveRule_followsTheHost() throws Exception {
    host.figures = new Figures(0, 0, 9_000);
    try (Upstream upstream = new Upstream();
        Daemon daemon = new Daemon(0, 0, host);
        Envoy envoy = new Envoy(4, daemon.port(), upstream.port(), UnaryOperator.identity())) {
      service(daemon);
      await().atMost(PATIENCE).until(() -> metric(envoy, "weir.service.answers") > 0);
      Attachment attachment =
          new HttpFilter(
                  Settings.defaults(HttpFilter.Config.class), Filters.bundle(), daemon.delivery)
              .attach("weir-http");
      attachment.apply(
          new RuleSet(
              1,
              List.of(
                  new FlowRule(
                      "m",
                      "GET:/counted",
                      false,
                      new TokenCalculation.MemoryAdaptive(1_000_000, 1, 1_000, 2_000),
                      new ControlBehavior.Reject(),
                      0,
                      DAY_MS,
                      Window.COMPATIBLE,
                      null,
                      Policy.DEFAULT))));
      Daemon.awaitAccepted(attachment, 1);
      await().atMost(PATIENCE).until(() -> counted(envoy, 5) == 0);
      host.figures = new Figures(0, 0, 500);
      await().atMost(PATIENCE).until(() -> counted(envoy, 5) == 5);
    }
  }

  @Test
  void loadedHost_takesNoConnections() throws Exception {
    host.figures = new Figures(0, 0.95, 0);
    try (Upstream upstream = new Upstream();
        Daemon daemon = new Daemon(0, 0, host);
        Envoy envoy = new Envoy(2, daemon.port(), upstream.port(), UnaryOperator.identity())) {
      service(daemon);
      await().atMost(PATIENCE).until(() -> metric(envoy, "weir.service.answers") > 0);
      TcpFilter tcp =
          new TcpFilter(
              Settings.defaults(TcpFilter.Config.class), Filters.bundle(), daemon.delivery);
      Rule rule = system(MetricType.CPU_USAGE, 0.9);
      assertThat(tcp.judge(rule)).isInstanceOf(Ability.Able.class);
      assertThat(tcp.judge(system(MetricType.AVG_RT, 9))).isInstanceOf(Ability.Unable.class);
      Attachment attachment = tcp.attach("weir-tcp");
      attachment.apply(new RuleSet(1, List.of(rule)));
      Daemon.awaitAccepted(attachment, 1);
      await()
          .atMost(PATIENCE)
          .until(() -> Load.send(envoy.http, 2, 6).equals(Map.of(Load.NO_ANSWER, 6L)));
      host.figures = new Figures(0, 0.5, 0);
      await().atMost(PATIENCE).until(() -> Load.send(envoy.http, 2, 6).equals(Map.of(200, 6L)));
    }
  }
}
