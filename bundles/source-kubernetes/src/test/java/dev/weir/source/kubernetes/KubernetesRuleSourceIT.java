package dev.weir.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.itests.servers.ApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the source delivers of a real API server that works. */
final class KubernetesRuleSourceIT {

  private static final Path ROLES =
      Path.of("../../distribution/src/main/kubernetes/roles.yaml").toAbsolutePath();

  @TempDir static Path home = Path.of("");

  private static ApiServer server = new ApiServer(home);
  private static int namespaces;

  private final Heard heard = new Heard();
  private final String namespace = "n" + namespaces++;
  private KubernetesRuleSource source = new Given().source();

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
    source.close();
  }

  private Given given() {
    return new Given()
        .with("url", server.url())
        .with("_token", "admin")
        .with("ca", server.ca())
        .with("node", "node-a")
        .with("discover_ms", 300)
        .with("retry_max_ms", 500);
  }

  private void open(Given given) throws Exception {
    server.kubectl("create", "namespace", namespace);
    source = given.source();
    source.open(heard);
    await().until(() -> heard.deliveries() > 0);
  }

  private void awaitText(String name, String part) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(heard.last().get(document(name))).isNotNull().contains(part));
  }

  private void awaitFault(String words) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(heard.faults()).anyMatch(f -> f.contains(words)));
  }

  private String document(String name) {
    return Samples.document(namespace, name);
  }

  @Test
  void appliedEditedAndDeleted_isDelivered() throws Exception {
    open(given().with("namespaces", namespace));
    assertThat(heard.last()).isEmpty();

    server.apply(Samples.strategy(namespace, "a", 3));
    awaitText("a", "\"threshold\":3");
    server.apply(Samples.strategy(namespace, "a", 4));
    awaitText("a", "\"threshold\":4");
    server.kubectl("delete", "ratelimitstrategies", "a", "-n", namespace);
    await().untilAsserted(() -> assertThat(heard.last()).isEmpty());
    assertThat(heard.faults()).isEmpty();
  }

  @Test
  void otherNamespaceAndOtherLabel_areNotDelivered() throws Exception {
    open(given().with("namespaces", namespace).with("selector", "app=shop"));

    server.apply(Samples.strategy("default", "elsewhere", 1));
    server.apply(Samples.strategy(namespace, "other", 2).replace("shop", "bank"));
    server.apply(Samples.strategy(namespace, "mine", 3));
    awaitText("mine", "\"threshold\":3");

    assertThat(heard.last()).containsOnlyKeys(document("mine"));
  }

  @Test
  void allNamespaces_areDeliveredWhereNoneIsNamed() throws Exception {
    open(given());

    server.apply(Samples.strategy("default", "one", 1));
    server.apply(Samples.strategy(namespace, "two", 2));

    awaitText("two", "\"threshold\":2");
    await()
        .untilAsserted(
            () -> assertThat(heard.last()).containsKey(Samples.document("default", "one")));
  }

  @Test
  void kindThatIsInstalledLater_isPickedUpAndLetGo() throws Exception {
    server.kubectl("delete", "crd", "rules.weir.dev");
    open(given().with("namespaces", namespace));

    server.define(Samples.DEFINITIONS.resolve("weir.dev_rules.yaml"));
    server.apply(
        """
        apiVersion: weir.dev/v1alpha1
        kind: Rule
        metadata: {name: r, namespace: %s}
        spec: {resource: r, isolation: {threshold: 1}}
        """
            .formatted(namespace));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(heard.last()).containsKey("Rule/" + namespace + "/r"));
    server.kubectl("delete", "crd", "rules.weir.dev");

    await().untilAsserted(() -> assertThat(heard.last()).isEmpty());
    assertThat(heard.faults()).isEmpty();
  }

  @Test
  void statusThatAnotherDaemonWrites_isNoDelivery() throws Exception {
    open(given().with("namespaces", namespace).with("status", false));
    server.apply(Samples.strategy(namespace, "a", 3));
    awaitText("a", "\"threshold\":3");
    int before = heard.deliveries();

    KubernetesRuleSource other = given().with("namespaces", namespace).source();
    Heard othersWord = new Heard();
    other.open(othersWord);
    await().untilAsserted(() -> assertThat(othersWord.last()).containsKey(document("a")));
    other.outcomes(StatusWriterIT.taken(document("a"), "tc-classifier"));
    await()
        .untilAsserted(
            () ->
                assertThat(StatusWriterIT.condition(server, namespace, "a", "Accepted"))
                    .startsWith("True"));
    server.apply(Samples.strategy(namespace, "b", 4));
    awaitText("b", "\"threshold\":4");
    other.close();

    assertThat(heard.deliveries()).isEqualTo(before + 1);
    assertThat(heard.last().get(document("a"))).doesNotContain("status");
  }

  @Test
  void kubeconfig_isFollowed() throws Exception {
    open(
        new Given()
            .with("kubeconfig", server.kubeconfig("admin"))
            .with("namespaces", namespace)
            .with("discover_ms", 300));

    server.apply(Samples.strategy(namespace, "a", 3));

    awaitText("a", "\"threshold\":3");
  }

  @Test
  void serviceAccountOfAPod_isFollowed() throws Exception {
    server.kubectl("create", "namespace", namespace);
    server.kubectl("create", "serviceaccount", "weir", "-n", namespace);
    server.kubectl("apply", "-f", ROLES.toString());
    server.kubectl(
        "create",
        "clusterrolebinding",
        "pod-" + namespace,
        "--clusterrole=weir",
        "--serviceaccount=" + namespace + ":weir");
    Path pod = Files.createDirectories(home.resolve("pod"));
    Files.writeString(pod.resolve("token"), token("weir"));
    Files.copy(server.ca(), pod.resolve("ca.crt"));
    Map<String, String> environment =
        Map.of(
            "KUBERNETES_SERVICE_HOST",
            server.url().getHost(),
            "KUBERNETES_SERVICE_PORT",
            Integer.toString(server.url().getPort()),
            "NODE_NAME",
            "node-a");
    Given defaults = new Given().with("namespaces", namespace).with("discover_ms", 300);
    source = new KubernetesRuleSource(Settings.of(defaults.config(), environment, pod));

    source.open(heard);
    server.apply(Samples.strategy(namespace, "a", 3));

    awaitText("a", "\"threshold\":3");
    assertThat(heard.faults()).isEmpty();
  }

  /** A token of a service account, as the API server gives it to a pod. */
  private String token(String account) throws Exception {
    Path request = home.resolve("token-request.json");
    Files.writeString(
        request,
        "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\",\"spec\":{}}");
    String path = "/api/v1/namespaces/" + namespace + "/serviceaccounts/" + account + "/token";
    String answer = server.kubectl("create", "--raw", path, "-f", request.toString());
    return answer.replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
  }

  @Test
  void unknownToken_isSaidAndTheRightOneIsFoundInItsFile() throws Exception {
    server.kubectl("create", "namespace", namespace);
    server.apply(Samples.strategy(namespace, "a", 3));
    Path token = Files.writeString(home.resolve("token"), "stranger\n");
    source =
        given().with("_token", "").with("token_file", token).with("namespaces", namespace).source();
    source.open(heard);
    awaitFault("401, it does not know this token");
    assertThat(heard.faults()).noneMatch(f -> f.contains("stranger"));

    Files.writeString(token, "admin\n");

    awaitText("a", "\"threshold\":3");
  }

  @Test
  void userWithoutTheRole_isSaid() throws Exception {
    source = given().with("_token", "nobody").source();
    source.open(heard);

    awaitFault("403, ");
    awaitFault("grant Weir's user the role in roles.yaml");
    assertThat(heard.deliveries()).isZero();
  }

  @Test
  void unknownAuthority_isSaid() throws Exception {
    source = given().with("ca", "").source();
    source.open(heard);

    awaitFault("correct ca in dev.weir.source.kubernetes");
  }

  @Test
  void rolesOfTheManifest_sufficeAndGiveNothingMore() throws Exception {
    server.kubectl("apply", "-f", ROLES.toString());
    server.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: weir-test}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: weir}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: weir}]
        """);
    open(given().with("_token", "weir").with("namespaces", namespace));
    server.apply(Samples.strategy(namespace, "a", 3));
    awaitText("a", "\"threshold\":3");

    source.outcomes(StatusWriterIT.taken(document("a"), "tc-classifier"));

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(StatusWriterIT.condition(server, namespace, "a", "Accepted"))
                    .startsWith("True"));
    for (String verb : new String[] {"get", "create", "update", "patch", "delete"}) {
      assertThatThrownBy(
              () -> server.kubectlAs("weir", "auth", "can-i", verb, "ratelimitstrategies", "-A"))
          .hasMessageContaining("no");
    }
    assertThatThrownBy(() -> server.kubectlAs("weir", "auth", "can-i", "list", "secrets", "-A"))
        .hasMessageContaining("no");
  }
}
