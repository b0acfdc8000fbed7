package dev.weir.story;

import dev.weir.story.traffic.Answer;

/**
 * The story's HTTP rule, as an OpenSergo document.
 *
 * @param perSecond requests let through in a second
 * @param edition marks the answer of a blocked caller, so that a client sees which edit blocked it
 */
record OrdersRule(int perSecond, String edition) {

  /** What is limited. */
  static final String RESOURCE = "GET:/orders";

  /** Its path. */
  static final String PATH = "/orders";

  /** The header that carries the edition. */
  static final String HEADER = "X-Sentinel-Limit";

  /** Its file. */
  static final String FILE = "story-orders.yaml";

  /** What a blocked caller gets. */
  Answer blocked() {
    return new Answer(429, edition, "at most " + perSecond + " orders per second");
  }

  /** The file's text. */
  String yaml() {
    return """
        apiVersion: fault-tolerance.opensergo.io/v1alpha1
        kind: RateLimitStrategy
        metadata:
          name: story-limit
        spec:
          metricType: RequestAmount
          limitMode: Local
          threshold: %d
          statDurationSeconds: 1
        ---
        apiVersion: fault-tolerance.opensergo.io/v1alpha1
        kind: HttpRequestFallbackAction
        metadata:
          name: story-fallback
        spec:
          behavior: ReturnProvidedResponse
          behaviorDesc:
            responseStatusCode: 429
            responseContentBody: "%s"
            responseAdditionalHeaders:
              - key: %s
                value: %s
        ---
        apiVersion: fault-tolerance.opensergo.io/v1alpha1
        kind: FaultToleranceRule
        metadata:
          name: story-rule
        spec:
          targets:
            - targetResourceName: "%s"
          strategies:
            - name: story-limit
              kind: RateLimitStrategy
          fallbackAction: story-fallback
        """
        .formatted(perSecond, blocked().body(), HEADER, edition, RESOURCE);
  }
}
