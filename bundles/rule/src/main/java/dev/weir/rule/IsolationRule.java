package dev.weir.rule;

/**
 * At most so many calls of a resource at the same time; Sentinel's isolation rule.
 *
 * @param resource the name, or an RE2 pattern of names when {@code regex}
 * @param regex whether {@code resource} is a pattern
 * @param threshold calls at once, 1 to {@value #MAX_THRESHOLD}
 * @param policy how it is enforced
 */
public record IsolationRule(
    String id, String resource, boolean regex, long threshold, Policy policy) implements Rule {

  /** Sentinel's: the largest number of 32 bits without sign. */
  public static final long MAX_THRESHOLD = 4_294_967_295L;

  public IsolationRule {
    Checks.names(id, resource);
    resource = regex ? resource : ResourceName.canonical(resource);
    Checks.range("threshold", threshold, 1, MAX_THRESHOLD);
  }
}
