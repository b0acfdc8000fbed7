package dev.weir.wasm.limits;

import dev.weir.engine.HostedResource;
import dev.weir.rule.Rule;
import dev.weir.wasm.limits.param.ParamKey;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.type.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One resource with its rules. What decides its calls is made when the first comes, since of many
 * resources few have calls; and it may be let go when memory is short ({@link Budget}), for it is
 * made again by the next call, and what all workers share lies elsewhere.
 */
public final class Limit {

  private static final ParamKey[] NO_PARAMS = {};

  private final Keys keys;
  private final List<Rule> rules;
  private final ParamKey[] params;
  private final Maker maker;
  private Counters.@Nullable Ids counters;
  private @Nullable LimitState state;

  /** The one that was used before this one, and the one after; null while it is not held. */
  @Nullable Limit older;

  @Nullable Limit newer;

  /** What its state takes, as far as it was accounted for; 0 while it is not held. */
  int weight;

  /**
   * @param rules in order, as they are enforced
   * @param params which values hotspot rules look at: the arguments of a call, in order
   */
  Limit(Keys keys, List<Rule> rules, List<ParamKey> params, Maker maker) {
    this.keys = keys;
    this.rules = rules;
    this.params = params.isEmpty() ? NO_PARAMS : params.toArray(NO_PARAMS);
    this.maker = maker;
  }

  /**
   * By what it is found.
   *
   * @param resource its name
   * @param compared with calls: the name in linear memory
   * @param generation of the rules; the memory of an older one may have been written over
   */
  record Keys(String resource, Slice compared, int generation) {}

  /** Makes states. */
  @FunctionalInterface
  interface Maker {

    /**
     * Makes one.
     *
     * @param before a state of the same resource whose values it goes on with; null for none
     */
    LimitState make(Limit limit, @Nullable LimitState before);
  }

  /** The bytes that calls are compared with. */
  Slice resource() {
    return keys.compared();
  }

  /** The resource's name. */
  String name() {
    return keys.resource();
  }

  /** By what it is found. */
  Keys keys() {
    return keys;
  }

  /** Its rules, in order. */
  List<Rule> rules() {
    return rules;
  }

  /** Which values a call has to bring, in order. */
  ParamKey[] params() {
    return params;
  }

  /** Ids of its counters, as {@link Counters} has set them; null until it has. */
  Counters.@Nullable Ids counters() {
    return counters;
  }

  void counters(Counters.Ids ids) {
    counters = ids;
  }

  /** What decides its calls; made if it is not there. */
  LimitState state() {
    LimitState made = state;
    if (made == null) {
      made = maker.make(this, null);
      state = made;
    }
    return made;
  }

  /** Whether there is a state. */
  boolean isMade() {
    return state != null;
  }

  /** Whether its hotspot rules may know values of calls. */
  boolean knowsValues() {
    return state != null && params.length > 0;
  }

  /** Goes on with the values that another limit of the resource knows, if any. */
  void inherit(@Nullable Limit before) {
    if (before != null && before.state != null && params.length > 0) {
      state = maker.make(this, before.state);
    }
  }

  /** Lets the state go. */
  void release() {
    state = null;
  }

  /** The state and what it decides. */
  HostedResource node() {
    return state().node();
  }

  /** Calls that this worker may let through by itself. */
  Lease lease() {
    return state().lease();
  }

  /** What its rules need. */
  Traits traits() {
    return state().traits();
  }

  /** Its nodes behind the proxy; null when no outlier rule looks at them. */
  @Nullable SharedNodes nodes() {
    return state().nodes();
  }

  /** What the caller gets that a rule blocks. */
  LocalResponse answer(@Nullable Rule by) {
    return state().answers().to(by);
  }
}
