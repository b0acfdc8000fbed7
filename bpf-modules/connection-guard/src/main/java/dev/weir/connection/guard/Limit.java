package dev.weir.connection.guard;

import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule as the guard enforces it.
 *
 * @param resource {@code tcp:8080}, {@code out:tcp:443}
 * @param place of the resource
 * @param most connections at once
 * @param perPeer whether that is for each peer
 * @param shadow whether what is beyond is only counted
 */
record Limit(String resource, int place, long most, boolean perPeer, boolean shadow) {

  /** The attribute by which a hotspot rule names the other end. */
  static final String PEER_IN = "source.address";

  static final String PEER_OUT = "destination.address";

  private static final Pattern RESOURCE = Pattern.compile("(out:)?tcp:([1-9][0-9]{0,4})");
  private static final int LAST_PORT = 65_535;

  /** A word counts 32 bits of connections; less than that is no bound on any machine. */
  private static final long HIGHEST = Integer.MAX_VALUE;

  /**
   * A rule's limit.
   *
   * @throws Unfit when the guard cannot enforce it
   */
  static Limit of(Rule rule) throws Unfit {
    if (rule instanceof IsolationRule isolation) {
      if (isolation.regex()) {
        throw new Unfit("its resource is a pattern, a port is wanted (tcp:8080)");
      }
      return of(rule, isolation.threshold(), false);
    }
    if (rule instanceof HotspotRule hotspot) {
      return ofPeers(hotspot);
    }
    throw new Unfit("it is a " + rule.getClass().getSimpleName());
  }

  private static Limit ofPeers(HotspotRule rule) throws Unfit {
    if (!(rule.metric() instanceof HotspotRule.Metric.Concurrency)) {
      throw new Unfit("it limits calls in a time, not connections at once");
    }
    if (!rule.specificItems().isEmpty()) {
      throw new Unfit("it has thresholds for single values");
    }
    Limit limit = of(rule, rule.threshold(), true);
    String key = limit.outgoing() ? PEER_OUT : PEER_IN;
    if (!rule.param().key().equals(key)) {
      throw new Unfit("its paramKey is no " + key);
    }
    return limit;
  }

  private static Limit of(Rule rule, long threshold, boolean perPeer) throws Unfit {
    Matcher name = RESOURCE.matcher(rule.resource());
    if (!name.matches() || Integer.parseInt(name.group(2)) > LAST_PORT) {
      throw new Unfit("its resource is no TCP port (tcp:8080, out:tcp:443)");
    }
    if (threshold > HIGHEST) {
      throw new Unfit("its threshold is above " + HIGHEST);
    }
    int way = name.group(1) == null ? 0 : Layouts.OUT;
    int place = way | Integer.parseInt(name.group(2));
    return new Limit(rule.resource(), place, threshold, perPeer, rule.policy().shadow());
  }

  boolean outgoing() {
    return place >= Layouts.OUT;
  }

  /** What the user should know of a rule that is enforced here; may be empty. */
  static String note(Rule rule) {
    Policy policy = rule.policy();
    StringBuilder note = new StringBuilder("connections at once, refused with ECONNREFUSED");
    if (policy.limitMode() != LimitMode.LOCAL) {
      note.append("; limitMode ").append(policy.limitMode()).append(" counts on this host alone");
    }
    if (policy.fallback() != null) {
      note.append("; refused connections get no fallback");
    }
    return note.toString();
  }

  /** The resource of a place. */
  static String resource(int place) {
    return (place >= Layouts.OUT ? "out:tcp:" : "tcp:") + place % Layouts.OUT;
  }
}
