package dev.weir.rule;

import org.jspecify.annotations.Nullable;

/**
 * What Weir adds to each of Sentinel's rules: how it is enforced, not what it says.
 *
 * @param limitMode over what the rule counts
 * @param shadow true to count what the rule would block and to block nothing
 * @param fallback what the blocked caller gets; null for the plane's own answer to a blocked call
 */
public record Policy(LimitMode limitMode, boolean shadow, @Nullable Fallback fallback) {

  /** Counted per proxy, enforced, with the plane's own answer. */
  public static final Policy DEFAULT = new Policy(LimitMode.LOCAL, false, null);

  /** Enforced, with an answer of its own. */
  public static Policy of(LimitMode limitMode, @Nullable Fallback fallback) {
    return new Policy(limitMode, false, fallback);
  }
}
