package dev.weir.itests.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A real kube-apiserver on a real etcd, on free ports of the loopback or of a {@link Namespace},
 * with TLS, tokens and RBAC. Users: {@code admin}, who may everything, and {@code weir}, who may
 * what a test grants; each has its name as token.
 */
public final class ApiServer implements AutoCloseable {

  private static final long READY_MS = 60_000;

  private final Path home;
  private final int port = Programs.freePort();
  private final EtcdServer etcd;
  private final String host;
  private final UnaryOperator<List<String>> place;
  private @Nullable Process server;

  /**
   * On the loopback.
   *
   * @param home folder for keys, data and logs
   */
  public ApiServer(Path home) {
    this(home, "127.0.0.1", command -> command, new EtcdServer(home));
  }

  /** In a namespace, with its etcd and its kubectl. */
  public ApiServer(Path home, Namespace namespace) {
    this(home, namespace.address(), namespace::inside, new EtcdServer(home, namespace));
  }

  private ApiServer(Path home, String host, UnaryOperator<List<String>> place, EtcdServer etcd) {
    this.home = home;
    this.host = host;
    this.place = place;
    this.etcd = etcd;
  }

  public URI url() {
    return URI.create("https://" + host + ":" + port);
  }

  public Path home() {
    return home;
  }

  public Path ca() {
    return home.resolve("ca.pem");
  }

  /** A client that trusts its authority. */
  public HttpClient client() throws IOException {
    try (InputStream in = Files.newInputStream(ca())) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return HttpClient.newBuilder().sslContext(context).build();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** A kubeconfig of a user. */
  public Path kubeconfig(String user) {
    return home.resolve(user + ".kubeconfig");
  }

  /** Makes keys and users, starts everything, and waits until it serves. */
  public ApiServer start() throws IOException, InterruptedException {
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
    etcd.start();
    startServer();
    return this;
  }

  /** Starts the API server alone, on the etcd that runs. */
  public void startServer() throws IOException, InterruptedException {
    String program = System.getenv("WEIR_KUBE_APISERVER");
    if (program == null) {
      throw new AssertionError("set WEIR_KUBE_APISERVER to a kube-apiserver; ./weir test does");
    }
    List<String> command = new ArrayList<>(List.of(program));
    command.add("--etcd-servers=" + etcd.endpoint());
    command.add("--secure-port=" + port);
    command.addAll(List.of("--bind-address=" + host, "--advertise-address=" + host));
    command.addAll(List.of("--tls-cert-file=leaf.pem", "--tls-private-key-file=leaf.key"));
    command.addAll(List.of("--service-account-key-file=sa.key"));
    command.addAll(List.of("--service-account-signing-key-file=sa.key"));
    command.addAll(List.of("--service-account-issuer=https://weir.test"));
    command.addAll(List.of("--token-auth-file=tokens.csv", "--authorization-mode=RBAC"));
    command.addAll(List.of("--disable-admission-plugins=ServiceAccount"));
    command.addAll(List.of("--endpoint-reconciler-type=none"));
    command.addAll(List.of("--audit-log-path=audit.log", "--audit-policy-file=audit.yaml"));
    command.addAll(List.of("--service-cluster-ip-range=10.0.0.0/24"));
    Process process = Programs.start(home, "kube-apiserver", place.apply(command));
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
  public void killServer() {
    end(server);
    server = null;
  }

  /** Kills both, as a power cut does. */
  public void kill() {
    killServer();
    etcd.kill();
  }

  /** The next start finds no data. */
  public void forget() {
    etcd.forget();
  }

  /** Throws away the history of the store. */
  public void compact() throws IOException, InterruptedException {
    etcd.compact();
  }

  /** Runs kubectl as admin; gives what it printed. */
  public String kubectl(String... arguments) throws IOException, InterruptedException {
    return kubectlAs("admin", arguments);
  }

  public String kubectlAs(String user, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("kubectl", "--kubeconfig"));
    all.add(kubeconfig(user).toString());
    all.addAll(List.of(arguments));
    return Programs.run(home, place.apply(all));
  }

  /** {@code kubectl apply} of a text. */
  public void apply(String yaml) throws IOException, InterruptedException {
    Path file = Files.createTempFile(home, "apply", ".yaml");
    Files.writeString(file, yaml);
    kubectl("apply", "-f", file.toString());
  }

  /** Installs definitions of kinds, a file or a folder, and waits until they are served. */
  public void define(Path definitions) throws IOException, InterruptedException {
    String path = definitions.toAbsolutePath().toString();
    kubectl("apply", "-f", path);
    kubectl("wait", "--for=condition=Established", "--timeout=30s", "-f", path);
  }

  private void makeCertificates() throws IOException, InterruptedException {
    String curve = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
    openssl("req -x509 " + curve + " -keyout ca.key -out ca.pem -subj /CN=ca");
    openssl("req " + curve + " -keyout leaf.key -out leaf.csr -subj /CN=leaf");
    Files.writeString(home.resolve("leaf.ext"), "subjectAltName=IP:" + host + "\n");
    openssl(
        "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
            + " -extfile leaf.ext -out leaf.pem");
    openssl("genrsa -out sa.key 2048");
  }

  private void openssl(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ", -1)));
    Programs.run(home, command);
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
