package dev.weir.wasm.http.filter;

/** Configurations of tests, as text: not by the writer that other tests check. */
final class Configurations {

  private Configurations() {}

  /** Rules under revision 1. */
  static String of(String... rules) {
    return "{\"revision\":1,\"rules\":[" + String.join(",", rules) + "]}";
  }

  /** A rule without a fallback. */
  static String rule(String id, String resource, String threshold, int interval) {
    return rule(id, resource, threshold, interval, "");
  }

  /**
   * A rule.
   *
   * @param more further fields, each after a comma
   */
  static String rule(String id, String resource, String threshold, int interval, String more) {
    return "{\"id\":\""
        + id
        + "\",\"resource\":\""
        + resource
        + "\",\"threshold\":"
        + threshold
        + ",\"statIntervalInMs\":"
        + interval
        + more
        + "}";
  }

  /**
   * A rule of another kind.
   *
   * @param body its fields, as JSON
   */
  static String kind(String id, String resource, String body) {
    return "{\"id\":\""
        + id
        + "\",\"resource\":\""
        + resource
        + "\","
        + body.replace('\'', '"')
        + "}";
  }
}
