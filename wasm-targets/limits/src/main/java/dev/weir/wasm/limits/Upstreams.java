package dev.weir.wasm.limits;

import dev.weir.rule.Rule;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.json.JsonReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a filter does about the hosts behind the proxy: where it chooses them, outlier rules. */
public abstract class Upstreams {

  /** A filter that does not choose them; it knows no outlier rules. */
  public static final Upstreams NONE = new Unchosen();

  Upstreams() {}

  /**
   * A filter that chooses them by a header of the request, from which a cluster of the policy
   * override_host takes them.
   *
   * @param header which no client and no other filter may set
   */
  public static Upstreams chosenBy(Host host, String header) {
    return new ChosenUpstreams(host, header);
  }

  /** Reads what an outlier rule says. */
  abstract RuleReader.Body read(JsonReader json);

  /**
   * The nodes of a resource; null when no rule of it is an outlier rule.
   *
   * @param prefix of keys in shared data
   * @param rules of the resource; the last outlier rule counts
   */
  abstract @Nullable SharedNodes nodes(String prefix, String resource, List<Rule> rules);

  /** These rules are in force. */
  abstract void configured(List<Rule> rules);

  /** Takes out of the request whose callback runs what only this filter may say. */
  abstract void strip();

  /** A call that goes on is kept from nodes that are out. */
  abstract void choose(Limit limit, long nanos, Counters counters);

  /**
   * The call whose callback runs has ended.
   *
   * @param rtMs its response time, in milliseconds
   */
  abstract void completed(Limit limit, long nanos, long rtMs, boolean error, Counters counters);

  private static final class Unchosen extends Upstreams {

    @Override
    RuleReader.Body read(JsonReader json) {
      throw json.invalid("field 'outlier' is not known");
    }

    @Override
    @Nullable SharedNodes nodes(String prefix, String resource, List<Rule> rules) {
      return null;
    }

    @Override
    void configured(List<Rule> rules) {}

    @Override
    void strip() {}

    @Override
    void choose(Limit limit, long nanos, Counters counters) {}

    @Override
    void completed(Limit limit, long nanos, long rtMs, boolean error, Counters counters) {}
  }
}
