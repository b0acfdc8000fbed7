package dev.weir.rule;

import org.jspecify.annotations.Nullable;

/**
 * At most so many passes of a resource in a statistic interval; Sentinel's flow rule.
 *
 * @param resource the name, in the spelling of {@link ResourceName}, or a pattern when {@code
 *     regex}
 * @param regex true when {@code resource} is an RE2 pattern of names: each resource that matches is
 *     limited by itself
 * @param tokenCalculation how many tokens there are
 * @param controlBehavior what becomes of a call for which there is none
 * @param threshold passes per interval, finite, at least 0
 * @param statIntervalInMs length of the window, 1 ms to {@value #MAX_INTERVAL_MS} ms (a day)
 * @param window how the window moves
 * @param refResource the resource whose traffic is counted in place of this one's (Sentinel's
 *     relation strategy AssociatedResource); null for this one's
 * @param policy how it is enforced
 */
public record FlowRule(
    String id,
    String resource,
    boolean regex,
    TokenCalculation tokenCalculation,
    ControlBehavior controlBehavior,
    double threshold,
    int statIntervalInMs,
    Window window,
    @Nullable String refResource,
    Policy policy)
    implements Rule {

  /** Longest window, in milliseconds: one day. */
  public static final int MAX_INTERVAL_MS = 86_400_000;

  /** Longest window of a threshold that proxies share, in milliseconds: a minute. */
  public static final int MAX_SHARED_INTERVAL_MS = 60_000;

  private static final TokenCalculation DIRECT = new TokenCalculation.Direct();
  private static final ControlBehavior REJECT = new ControlBehavior.Reject();

  public FlowRule {
    Checks.names(id, resource);
    resource = regex ? resource : ResourceName.canonical(resource);
    Checks.amount("threshold", threshold);
    Checks.range("statIntervalInMs", statIntervalInMs, 1, MAX_INTERVAL_MS);
    if (refResource != null) {
      Checks.resource("refResource", refResource);
      refResource = ResourceName.canonical(refResource);
    }
  }

  /** Direct and Reject, over Sentinel's window. */
  public static FlowRule direct(
      String id, String resource, double threshold, int statIntervalInMs, Policy policy) {
    return new FlowRule(
        id,
        resource,
        false,
        DIRECT,
        REJECT,
        threshold,
        statIntervalInMs,
        Window.COMPATIBLE,
        null,
        policy);
  }

  /** A local rule over one second with the default answer. */
  public static FlowRule perSecond(String id, String resource, double threshold) {
    return direct(id, resource, threshold, 1000, Policy.DEFAULT);
  }

  /**
   * Whether proxies can share its threshold, and are to: of {@link LimitMode} other than LOCAL, a
   * direct rule that rejects, of one named resource, over at most {@value #MAX_SHARED_INTERVAL_MS}
   * ms. The limit mode of any other rule is a wish, and each proxy counts by itself.
   */
  public boolean isShared() {
    return policy.limitMode() != LimitMode.LOCAL
        && tokenCalculation instanceof TokenCalculation.Direct
        && controlBehavior instanceof ControlBehavior.Reject
        && !regex
        && refResource == null
        && statIntervalInMs <= MAX_SHARED_INTERVAL_MS;
  }

  /** Whether it is enforced by nothing more than counting one named resource in its window. */
  public boolean isDirect() {
    return equals(direct(id, resource, threshold, statIntervalInMs, policy));
  }
}
