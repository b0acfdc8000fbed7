package dev.weir.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Outcome;
import dev.weir.hook.Outcome.Enforcement;
import dev.weir.hook.Plane;
import dev.weir.hook.Problem;
import dev.weir.itests.servers.ApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the source writes back into real objects. */
final class StatusWriterIT {

  @TempDir static Path home = Path.of("");

  private static ApiServer server = new ApiServer(home);

  private final List<KubernetesRuleSource> daemons = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = new ApiServer(home).start();
    server.define(Samples.DEFINITIONS);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void close() {
    daemons.forEach(KubernetesRuleSource::close);
  }

  static List<Outcome> taken(String document, String hook) {
    Enforcement rule = new Enforcement("r", hook, Optional.of(Plane.KERNEL), "");
    return List.of(new Outcome(document, List.of(), List.of(rule)));
  }

  /** {@code STATUS REASON MESSAGE} of a condition. */
  static String condition(ApiServer server, String namespace, String name, String type)
      throws Exception {
    String path = ".status.conditions[?(@.type==\"" + type + "\")]";
    return server.kubectl(
        "get",
        "ratelimitstrategies",
        name,
        "-n",
        namespace,
        "-o",
        "jsonpath={%1$s.status} {%1$s.reason} {%1$s.message}".formatted(path));
  }

  private KubernetesRuleSource daemon(String node, String name) throws Exception {
    Heard heard = new Heard();
    KubernetesRuleSource source =
        new Given()
            .with("kubeconfig", server.kubeconfig("admin"))
            .with("node", node)
            .with("status_ms", 100)
            .source();
    daemons.add(source);
    source.open(heard);
    await()
        .untilAsserted(
            () -> assertThat(heard.last()).containsKey(Samples.document("default", name)));
    return source;
  }

  private static void awaitCondition(String name, String type, String expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(condition(server, "default", name, type)).isEqualTo(expected));
  }

  private static long version(String name) throws Exception {
    return Long.parseLong(
        server.kubectl(
            "get", "ratelimitstrategies", name, "-o", "jsonpath={.metadata.resourceVersion}"));
  }

  @Test
  void takenAndEnforced_saysWhere() throws Exception {
    server.apply(Samples.strategy("default", "taken", 3));
    KubernetesRuleSource source = daemon("node-a", "taken");

    source.outcomes(taken(Samples.document("default", "taken"), "tc-classifier"));

    awaitCondition("taken", "Accepted", "True Accepted ");
    awaitCondition("taken", "Enforced", "True Enforced node-a: tc-classifier (KERNEL)");
  }

  @Test
  void refused_saysTheFieldThatIsWrong() throws Exception {
    server.apply(Samples.strategy("default", "refused", 3));
    KubernetesRuleSource source = daemon("node-a", "refused");
    String document = Samples.document("default", "refused");
    Problem problem = new Problem(document, 0, 0, "spec.threshold", "must be at least 0, was -1");

    source.outcomes(List.of(new Outcome(document, List.of(problem), List.of())));

    awaitCondition(
        "refused", "Accepted", "False Invalid spec.threshold: must be at least 0, was -1");
  }

  @Test
  void manyDaemons_agreeAndComeToRest() throws Exception {
    server.apply(Samples.strategy("default", "shared", 3));
    String document = Samples.document("default", "shared");
    for (String node : List.of("node-a", "node-b", "node-c", "node-d", "node-e")) {
      daemon(node, "shared");
    }

    daemons.forEach(daemon -> daemon.outcomes(taken(document, "tc-classifier")));
    daemons.get(2).outcomes(nowhere(document));

    awaitCondition(
        "shared",
        "Enforced",
        "False PartlyEnforced on 4 of 5 nodes; not on node-c: nowhere: no hook is installed");
    long rested = version("shared");
    await().during(Duration.ofSeconds(2)).until(() -> version("shared") == rested);
    String owners =
        server.kubectl(
            "get", "ratelimitstrategies", "shared", "-o", "jsonpath={.status.nodes[*].node}");
    assertThat(owners.split(" ", -1)).hasSize(5);
  }

  private static List<Outcome> nowhere(String document) {
    Enforcement rule = new Enforcement("r", "", Optional.empty(), "no hook is installed");
    return List.of(new Outcome(document, List.of(), List.of(rule)));
  }

  @Test
  void outcomesThatChangeFast_areWrittenNotMoreOftenThanConfigured() throws Exception {
    server.apply(Samples.strategy("default", "fast", 3));
    KubernetesRuleSource source = daemon("node-a", "fast");
    String document = Samples.document("default", "fast");
    long begin = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      source.outcomes(taken(document, "hook-" + i));
      Thread.sleep(5);
    }
    awaitCondition("fast", "Enforced", "True Enforced node-a: hook-199 (KERNEL)");

    long most = 2 + (System.nanoTime() - begin) / 100_000_000L;
    assertThat(writes(document)).isLessThanOrEqualTo(most);
  }

  /** Status writes that the server's log of its requests has, which is what it really did. */
  private static long writes(String document) throws Exception {
    String name = document.substring(document.lastIndexOf('/') + 1);
    String log = Files.readString(home.resolve("audit.log"));
    return log.lines()
        .filter(line -> line.contains("\"verb\":\"patch\"") && line.contains(name + "/status"))
        .count();
  }
}
