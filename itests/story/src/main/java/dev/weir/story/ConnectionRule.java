package dev.weir.story;

/**
 * The story's kernel rule: new connections to a port, for each source.
 *
 * @param port destination
 * @param perSecond connections that each source gets in a second, and at once
 */
record ConnectionRule(int port, int perSecond) {

  /** Its file. */
  static final String FILE = "story-connections.yaml";

  /** What is limited. */
  String resource() {
    return "tcp:" + port;
  }

  /** Milliseconds after which the bucket of a source has room for one more. */
  int refillMs() {
    return 1_000 / perSecond;
  }

  /** The file's text. */
  String yaml() {
    return """
        apiVersion: weir.dev/v1alpha1
        kind: TrafficRule
        metadata:
          name: story-connections
        spec:
          protocol: TCP
          port: %d
          metric: Connections
          per: Source
          threshold: %d
          statIntervalInMs: 1000
          burst: %d
        """
        .formatted(port, perSecond, perSecond);
  }
}
