package dev.weir.source.kubernetes;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real kube-apiserver on a real etcd, on free ports of the loopback, with TLS, tokens and RBAC.
 * Users: {@code admin}, who may everything, and {@code weir}, who may what a test grants; each has
 * its name as token.
 */
final class ApiServer implements AutoCloseable {

  private static final long READY_MS = 60_000;

  private final Path home;
  private final int port = Programs.freePort();
  private final int etcdPort = Programs.freePort();
  private final int peerPort = Programs.freePort();
  private @Nullable Process etcd;
  private @Nullable Process server;
  private int generation;

  ApiServer(Path home) {
    this.home = home;
  }

  URI url() {
    return URI.create("https://127.0.0.1:" + port);
  }

  Path home() {
    return home;
  }

  Path ca() {
    return home.resolve("ca.pem");
  }

  /** A kubeconfig of a user. */
  Path kubeconfig(String user) {
    return home.resolve(user + ".kubeconfig");
  }

  /** Makes keys and users, starts everything, and waits until it serves. */
  ApiServer start() throws IOException, InterruptedException {
    if (!Files.exists(ca())) {
      makeCertificates();
      Files.writeString(
          home.resolve("tokens.csv"),
          "admin,admin,1,system:masters\nweir,weir,2,weir\nnobody,nobody,3,none\n");
      Files.writeString(
          home.resolve("audit.yaml"),
          """
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules: [{level: Metadata, verbs: [patch], omitStages: [RequestReceived]}]
          """);
      for (String user : List.of("admin", "weir", "nobody")) {
        writeKubeconfig(user);
      }
    }
    startEtcd();
    startServer();
    return this;
  }

  private void startEtcd() throws IOException {
    String client = "http://127.0.0.1:" + etcdPort;
    String peer = "http://127.0.0.1:" + peerPort;
    List<String> command = new ArrayList<>(List.of("etcd", "--name", "one"));
    command.addAll(List.of("--data-dir", home.resolve("data-" + generation).toString()));
    command.addAll(List.of("--listen-client-urls", client, "--advertise-client-urls", client));
    command.addAll(List.of("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer));
    command.addAll(List.of("--initial-cluster", "one=" + peer));
    etcd = Programs.start(home, "etcd", command);
  }

  /** Starts the API server alone, on the etcd that runs. */
  void startServer() throws IOException, InterruptedException {
    String program = System.getenv("WEIR_KUBE_APISERVER");
    if (program == null) {
      throw new AssertionError("set WEIR_KUBE_APISERVER to a kube-apiserver; ./weir test does");
    }
    List<String> command = new ArrayList<>(List.of(program));
    command.add("--etcd-servers=http://127.0.0.1:" + etcdPort);
    command.add("--secure-port=" + port);
    command.addAll(List.of("--bind-address=127.0.0.1", "--advertise-address=127.0.0.1"));
    command.addAll(List.of("--tls-cert-file=leaf.pem", "--tls-private-key-file=leaf.key"));
    command.addAll(List.of("--service-account-key-file=sa.key"));
    command.addAll(List.of("--service-account-signing-key-file=sa.key"));
    command.addAll(List.of("--service-account-issuer=https://weir.test"));
    command.addAll(List.of("--token-auth-file=tokens.csv", "--authorization-mode=RBAC"));
    command.addAll(List.of("--disable-admission-plugins=ServiceAccount"));
    command.addAll(List.of("--endpoint-reconciler-type=none"));
    command.addAll(List.of("--audit-log-path=audit.log", "--audit-policy-file=audit.yaml"));
    command.addAll(List.of("--service-cluster-ip-range=10.0.0.0/24"));
    Process process = Programs.start(home, "kube-apiserver", command);
    server = process;
    long deadline = System.nanoTime() + READY_MS * 1_000_000;
    while (!isReady()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        String log = Files.readString(home.resolve("kube-apiserver.log"));
        throw new IOException(
            "kube-apiserver is not ready:\n" + log.substring(Math.max(0, log.length() - 4_000)));
      }
      Thread.sleep(200);
    }
  }

  private boolean isReady() throws IOException, InterruptedException {
    try {
      return kubectl("get", "--raw", "/readyz").startsWith("ok");
    } catch (AssertionError notYet) {
      return false;
    }
  }

  /** Kills the API server; its etcd stays. */
  void killServer() {
    end(server);
    server = null;
  }

  /** Kills both, as a power cut does. */
  void kill() {
    killServer();
    end(etcd);
    etcd = null;
  }

  /** The next start finds no data. */
  void forget() {
    generation++;
  }

  /** Throws away the history of the store. */
  void compact() throws IOException, InterruptedException {
    String endpoint = "--endpoints=http://127.0.0.1:" + etcdPort;
    String status = etcdctl(endpoint, "endpoint", "status", "--write-out=json");
    String revision = status.replaceAll("(?s).*\"revision\":([0-9]+).*", "$1");
    etcdctl(endpoint, "compact", revision);
  }

  private String etcdctl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ETCDCTL_API=3", "etcdctl"));
    command.addAll(List.of(arguments));
    return Programs.run(home, "env", command);
  }

  /** Runs kubectl as admin; gives what it printed. */
  String kubectl(String... arguments) throws IOException, InterruptedException {
    return kubectlAs("admin", arguments);
  }

  String kubectlAs(String user, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--kubeconfig", kubeconfig(user).toString()));
    all.addAll(List.of(arguments));
    return Programs.run(home, "kubectl", all);
  }

  /** {@code kubectl apply} of a text. */
  void apply(String yaml) throws IOException, InterruptedException {
    Path file = Files.createTempFile(home, "apply", ".yaml");
    Files.writeString(file, yaml);
    kubectl("apply", "-f", file.toString());
  }

  /** Installs definitions of kinds and waits until they are served. */
  void define(String resource) throws IOException, InterruptedException {
    try (var in = ApiServer.class.getResourceAsStream(resource)) {
      Path file = Files.write(home.resolve(resource), in == null ? new byte[0] : in.readAllBytes());
      kubectl("apply", "-f", file.toString());
      kubectl("wait", "--for=condition=Established", "--timeout=30s", "-f", file.toString());
    }
  }

  private void makeCertificates() throws IOException, InterruptedException {
    String curve = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
    Programs.openssl(home, "req -x509 " + curve + " -keyout ca.key -out ca.pem -subj /CN=ca");
    Programs.openssl(home, "req " + curve + " -keyout leaf.key -out leaf.csr -subj /CN=leaf");
    Files.writeString(home.resolve("leaf.ext"), "subjectAltName=IP:127.0.0.1\n");
    Programs.openssl(
        home,
        "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
            + " -extfile leaf.ext -out leaf.pem");
    Programs.openssl(home, "genrsa -out sa.key 2048");
  }

  private void writeKubeconfig(String user) throws IOException {
    Files.writeString(
        kubeconfig(user),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s", certificate-authority: "%s"}}]
        users: [{name: u, user: {token: %s}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
            .formatted(url(), ca(), user));
  }

  private static void end(@Nullable Process process) {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
