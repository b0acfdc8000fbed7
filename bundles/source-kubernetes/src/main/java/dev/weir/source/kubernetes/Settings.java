package dev.weir.source.kubernetes;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration, checked.
 *
 * @param access how the API server is reached
 * @param namespaces which are read; empty for all
 * @param selector of labels, as kubectl's -l takes it; empty for all objects
 * @param node what this daemon is called in the status of objects
 * @param status whether status is written
 * @param pace of requests
 */
record Settings(
    Access access,
    List<String> namespaces,
    String selector,
    String node,
    boolean status,
    Pace pace) {

  private static final int MAX_NAMESPACES = 100;

  /** Where a pod finds the token of its service account and the authority of the API server. */
  static final Path IN_CLUSTER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  Settings {
    namespaces = List.copyOf(namespaces);
    require(namespaces.size() <= MAX_NAMESPACES, "namespaces may be at most " + MAX_NAMESPACES);
    require(!node.isEmpty() && node.length() <= 100, "node must have 1 to 100 characters");
  }

  /**
   * How long things take, in milliseconds.
   *
   * @param timeoutMs longest wait for an answer, 100 to 60,000
   * @param retryMaxMs longest wait before the next try, 100 to 600,000
   * @param discoverMs between two looks for new kinds, 100 to 600,000
   * @param statusMs between two writes to the status of one object, 0 to 600,000
   */
  record Pace(int timeoutMs, int retryMaxMs, int discoverMs, int statusMs) {
    Pace {
      in("timeout.ms", timeoutMs, 100, 60_000);
      in("retry.max.ms", retryMaxMs, 100, 600_000);
      in("discover.ms", discoverMs, 100, 600_000);
      in("status.ms", statusMs, 0, 600_000);
    }
  }

  /**
   * Reads a configuration.
   *
   * @param environment of the process, which in a cluster says where the API server is
   * @param pod folder of a pod's service account
   * @throws IllegalArgumentException that names the setting and says what it must be
   */
  static Settings of(
      KubernetesRuleSource.Config config, Map<String, String> environment, Path pod) {
    return new Settings(
        access(config, environment, pod),
        words(config.namespaces()),
        config.selector().strip(),
        node(config.node().strip(), environment),
        config.status(),
        new Pace(
            config.timeout_ms(), config.retry_max_ms(), config.discover_ms(), config.status_ms()));
  }

  private static Access access(
      KubernetesRuleSource.Config config, Map<String, String> environment, Path pod) {
    Secret token = new Secret(config._token(), config.token_file());
    require(
        config.url().isBlank() || config.kubeconfig().isBlank(),
        "give url or kubeconfig, not both");
    if (!config.url().isBlank()) {
      Optional<Path> ca =
          config.ca().isBlank() ? Optional.empty() : Optional.of(Path.of(config.ca().strip()));
      return new Access.Url(server(config.url().strip()), token, ca);
    }
    require(token.isEmpty(), "url must be set where a token is");
    if (!config.kubeconfig().isBlank()) {
      return new Access.Kubeconfig(Path.of(config.kubeconfig().strip()), config.context().strip());
    }
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    Path mine = pod.resolve("token");
    require(
        !host.isEmpty() && Files.exists(mine),
        "url or kubeconfig must be set: this process does not run in a cluster");
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    return new Access.Url(
        server("https://" + bracketed + ":" + port),
        new Secret("", mine.toString()),
        Optional.of(pod.resolve("ca.crt")));
  }

  private static URI server(String text) {
    try {
      URI uri = new URI(text);
      boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      require(known && uri.getHost() != null, "url must be https://HOST:PORT, was '" + text + "'");
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("url must be a URL, was '" + text + "'", e);
    }
  }

  private static String node(String configured, Map<String, String> environment) {
    String name = configured.isEmpty() ? environment.getOrDefault("NODE_NAME", "") : configured;
    try {
      return (name.isEmpty() ? InetAddress.getLocalHost().getHostName() : name)
          .toLowerCase(Locale.ROOT);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("node must be set: this host has no name", e);
    }
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }

  private static void in(String setting, int value, int least, int most) {
    require(
        value >= least && value <= most,
        setting + " must be " + least + " to " + most + ", was " + value);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
