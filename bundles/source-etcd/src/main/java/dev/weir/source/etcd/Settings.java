package dev.weir.source.etcd;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The configuration, checked.
 *
 * @param endpoints of the cluster's members
 * @param ranges what is read, at least one
 * @param login who Weir is; empty without authentication
 * @param tls how it is encrypted; empty for plain text
 * @param timeoutMs longest wait for an answer, 100 to 60,000
 * @param retryMaxMs longest wait before the next try, 100 to 600,000
 */
record Settings(
    List<URI> endpoints,
    List<KeyRange> ranges,
    Optional<Login> login,
    Optional<Tls> tls,
    int timeoutMs,
    int retryMaxMs) {

  /** Most ranges: each is a watch. */
  private static final int MAX_RANGES = 100;

  Settings {
    endpoints = List.copyOf(endpoints);
    ranges = List.copyOf(ranges);
    require(!endpoints.isEmpty(), "endpoints must name a member: http://127.0.0.1:2379");
    require(!ranges.isEmpty(), "prefixes or keys must name what to read: prefixes = /weir/rules/");
    require(ranges.size() <= MAX_RANGES, "prefixes and keys may be at most " + MAX_RANGES);
    require(in(timeoutMs, 100, 60_000), "timeout.ms must be 100 to 60000, was " + timeoutMs);
    require(in(retryMaxMs, 100, 600_000), "retry.max.ms must be 100 to 600000, was " + retryMaxMs);
  }

  /** A user of etcd. */
  record Login(String user, Secret password) {}

  /**
   * Files in PEM, read at every connection.
   *
   * @param ca who signs the members; empty for the JDK's authorities
   * @param certificate of the client, with its key; empty when it needs none
   * @param authority the name in the members' certificates where it is not their address, or empty
   */
  record Tls(Optional<Path> ca, Optional<Pair> certificate, String authority) {}

  /** A certificate and its key. */
  record Pair(Path certificate, Path key) {}

  /**
   * Reads a configuration.
   *
   * @throws IllegalArgumentException that names the setting and says what it must be
   */
  static Settings of(EtcdRuleSource.Config config) {
    List<KeyRange> ranges = new ArrayList<>();
    words(config.prefixes()).forEach(name -> ranges.add(new KeyRange(name, true)));
    words(config.keys()).forEach(name -> ranges.add(new KeyRange(name, false)));
    List<URI> endpoints = words(config.endpoints()).stream().map(Settings::endpoint).toList();
    boolean encrypted = endpoints.stream().anyMatch(e -> "https".equals(e.getScheme()));
    return new Settings(
        endpoints,
        ranges,
        login(config),
        encrypted ? Optional.of(tls(config)) : Optional.empty(),
        config.timeout_ms(),
        config.retry_max_ms());
  }

  private static URI endpoint(String text) {
    try {
      URI uri = new URI(text);
      boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      require(
          known && uri.getHost() != null && uri.getPort() > 0,
          "endpoints must be http://HOST:PORT or https://HOST:PORT, was '" + text + "'");
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("endpoints must be URLs, was '" + text + "'", e);
    }
  }

  private static Optional<Login> login(EtcdRuleSource.Config config) {
    Secret password = new Secret(config._password(), config.password_file());
    boolean secret = !config._password().isEmpty() || !config.password_file().isBlank();
    require(!secret || !config.user().isBlank(), "user must be set where a password is");
    return config.user().isBlank()
        ? Optional.empty()
        : Optional.of(new Login(config.user().strip(), password));
  }

  private static Tls tls(EtcdRuleSource.Config config) {
    Optional<Path> certificate = path(config.tls_certificate());
    Optional<Path> key = path(config.tls_key());
    require(
        certificate.isPresent() == key.isPresent(),
        "tls.certificate and tls.key must be set together");
    return new Tls(
        path(config.tls_ca()),
        certificate.map(c -> new Pair(c, key.orElseThrow())),
        config.tls_authority().strip());
  }

  private static Optional<Path> path(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text.strip()));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(w -> !w.isEmpty()).toList();
  }

  private static boolean in(int value, int least, int most) {
    return value >= least && value <= most;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
