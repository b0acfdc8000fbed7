package dev.weir.rule;

/** Bounds and checks that rules share. */
final class Checks {

  /** Longest id, in characters: namespace/name/strategy/target of Kubernetes objects fit. */
  static final int MAX_ID = 2048;

  /** Longest resource name, in characters: {@code targetResourceName} of OpenSergo. */
  static final int MAX_RESOURCE = 1024;

  private Checks() {}

  static void names(String id, String resource) {
    if (id.isEmpty() || id.length() > MAX_ID) {
      throw new InvalidRuleException(
          "id", "must have 1 to " + MAX_ID + " characters, had " + id.length());
    }
    resource("resource", resource);
  }

  static void resource(String field, String resource) {
    if (resource.isEmpty() || resource.length() > MAX_RESOURCE) {
      throw new InvalidRuleException(
          field, "must have 1 to " + MAX_RESOURCE + " characters, had " + resource.length());
    }
  }

  static void range(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidRuleException(field, "must be " + least + " to " + most + ", was " + value);
    }
  }

  /** A number of calls, packets or the like, that need not be whole. */
  static void amount(String field, double value) {
    if (!(value >= 0) || value > Long.MAX_VALUE) {
      throw new InvalidRuleException(field, "must be a finite number, 0 or more, was " + value);
    }
  }

  static void ratio(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new InvalidRuleException(field, "must be 0 to 1, was " + value);
    }
  }
}
