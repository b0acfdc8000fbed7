package dev.weir.source.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.etcd.jetcd.Auth;
import io.etcd.jetcd.auth.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An etcd that asks who comes, and one that speaks TLS alone. */
final class GuardedEtcdIT {

  private static final String A = "/weir/rules/a";

  @TempDir Path temp = Path.of("");

  private final Heard heard = new Heard();
  private EtcdRuleSource source = new Given().source();

  @AfterEach
  void close() {
    source.close();
  }

  private Given given(Etcd etcd) {
    return new Given().with("endpoints", etcd.endpoint()).with("retry_max_ms", 200);
  }

  private void awaitFault(String words) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(heard.faults()).anyMatch(f -> f.contains(words)));
  }

  private void awaitLast(Map<String, String> expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(heard.last()).isEqualTo(expected));
  }

  private static void demandPasswords(Etcd etcd) throws Exception {
    Auth auth = etcd.client().getAuthClient();
    auth.userAdd(Etcd.bytes("root"), Etcd.bytes("toor")).get(10, TimeUnit.SECONDS);
    auth.userGrantRole(Etcd.bytes("root"), Etcd.bytes("root")).get(10, TimeUnit.SECONDS);
    auth.userAdd(Etcd.bytes("weir"), Etcd.bytes("right")).get(10, TimeUnit.SECONDS);
    auth.roleAdd(Etcd.bytes("reader")).get(10, TimeUnit.SECONDS);
    auth.roleGrantPermission(
            Etcd.bytes("reader"),
            Etcd.bytes("/weir/rules/"),
            new KeyRange("/weir/rules/", true).end(),
            Permission.Type.READ)
        .get(10, TimeUnit.SECONDS);
    auth.userGrantRole(Etcd.bytes("weir"), Etcd.bytes("reader")).get(10, TimeUnit.SECONDS);
    auth.authEnable().get(10, TimeUnit.SECONDS);
  }

  @Test
  void wrongPassword_isSaidAndTheRightOneIsFoundInItsFile() throws Exception {
    try (Etcd etcd = new Etcd(temp).start()) {
      etcd.put(A, "one");
      demandPasswords(etcd);
      Path password = Files.writeString(temp.resolve("password"), "wrong\n");
      source = given(etcd).with("user", "weir").with("password_file", password).source();
      source.open(heard);
      awaitFault("correct user and password in dev.weir.source.etcd");
      assertThat(heard.faults()).noneMatch(f -> f.contains("wrong"));

      Files.writeString(password, "right\n");

      awaitLast(Map.of(A, "one"));
    }
  }

  @Test
  void prefixThatTheUserMayNotRead_isNamed() throws Exception {
    try (Etcd etcd = new Etcd(temp).start()) {
      demandPasswords(etcd);
      source =
          given(etcd)
              .with("user", "weir")
              .with("_password", "right")
              .with("prefixes", "/secret/")
              .source();
      source.open(heard);

      awaitFault("permission denied: let the user read /secret/*");
    }
  }

  @Test
  void tlsWithClientCertificate_isFollowed() throws Exception {
    makeCertificates(temp);
    try (Etcd etcd = new Etcd(temp, tlsOptions()).start()) {
      Given mine =
          given(etcd)
              .with("tls_ca", temp.resolve("ca.pem"))
              .with("tls_certificate", temp.resolve("leaf.pem"))
              .with("tls_key", temp.resolve("leaf.key"));
      etcd.editWith(Connection.open(Settings.of(mine.config())));
      source = mine.source();
      etcd.put(A, "one");
      source.open(heard);
      awaitLast(Map.of(A, "one"));

      etcd.put(A, "two");

      awaitLast(Map.of(A, "two"));
    }
  }

  @Test
  void unknownAuthority_isSaid() throws Exception {
    makeCertificates(temp);
    Path other = Files.createDirectory(temp.resolve("other"));
    makeCertificates(other);
    try (Etcd etcd = new Etcd(temp, tlsOptions()).start()) {
      source =
          given(etcd)
              .with("tls_ca", other.resolve("ca.pem"))
              .with("tls_certificate", temp.resolve("leaf.pem"))
              .with("tls_key", temp.resolve("leaf.key"))
              .source();
      source.open(heard);

      awaitFault("correct the tls settings in dev.weir.source.etcd");
      assertThat(heard.deliveries()).isZero();
    }
  }

  @Test
  void missingAuthorityFile_isNamed() throws Exception {
    Given mine =
        new Given().with("endpoints", "https://127.0.0.1:1").with("tls_ca", temp.resolve("none"));
    source = mine.source();
    source.open(heard);

    awaitFault("tls.ca: " + temp.resolve("none") + " is not there");
  }

  private String[] tlsOptions() {
    return new String[] {
      "--cert-file", temp.resolve("leaf.pem").toString(),
      "--key-file", temp.resolve("leaf.key").toString(),
      "--trusted-ca-file", temp.resolve("ca.pem").toString(),
      "--client-cert-auth"
    };
  }

  /** An authority and one certificate of it, for server and client, on 127.0.0.1. */
  private static void makeCertificates(Path folder) throws IOException, InterruptedException {
    String curve = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
    openssl(folder, "req -x509 " + curve + " -keyout ca.key -out ca.pem -subj /CN=test-ca");
    openssl(folder, "req " + curve + " -keyout leaf.key -out leaf.csr -subj /CN=leaf");
    Files.writeString(
        folder.resolve("leaf.ext"),
        "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n",
        UTF_8);
    openssl(
        folder,
        "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
            + " -extfile leaf.ext -out leaf.pem");
  }

  private static void openssl(Path folder, String arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ", -1)));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
