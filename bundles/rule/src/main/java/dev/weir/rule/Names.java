package dev.weir.rule;

/** Bounds and checks that every rule shares. */
final class Names {

  /** Longest id, in characters: namespace/name/strategy/target of Kubernetes objects fit. */
  static final int MAX_ID = 2048;

  /** Longest resource name, in characters: {@code targetResourceName} of OpenSergo. */
  static final int MAX_RESOURCE = 1024;

  private Names() {}

  static void check(String id, String resource) {
    if (id.isEmpty() || id.length() > MAX_ID) {
      throw new InvalidRuleException(
          "id", "must have 1 to " + MAX_ID + " characters, had " + id.length());
    }
    if (resource.isEmpty() || resource.length() > MAX_RESOURCE) {
      throw new InvalidRuleException(
          "resource", "must have 1 to " + MAX_RESOURCE + " characters, had " + resource.length());
    }
  }
}
