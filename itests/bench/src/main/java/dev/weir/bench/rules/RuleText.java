package dev.weir.bench.rules;

/**
 * A rule as an object of {@code weir.dev}.
 *
 * @param kind {@code FlowRule} or {@code TrafficRule}
 * @param name of the object
 * @param spec in YAML's flow style, which is JSON but for the quotes
 */
record RuleText(String kind, String name, String spec) {

  /** Requests of a resource: all refused, or all let through. */
  static RuleText requests(String name, boolean refused) {
    int threshold = refused ? 0 : 1_000_000;
    return new RuleText(
        "FlowRule", name, "{resource: 'GET:/" + name + "', threshold: " + threshold + "}");
  }

  /** Packets to a port of UDP: nearly all dropped, or none. */
  static RuleText packets(String name, int port, boolean dropped) {
    String limit = dropped ? "10, burst: 1" : "1000000000";
    return new RuleText(
        "TrafficRule",
        name,
        "{protocol: UDP, port: " + port + ", metric: Packets, per: All, threshold: " + limit + "}");
  }

  String yaml() {
    return "apiVersion: weir.dev/v1alpha1\nkind: "
        + kind
        + "\nmetadata: {name: "
        + name
        + "}\nspec: "
        + spec
        + "\n";
  }
}
