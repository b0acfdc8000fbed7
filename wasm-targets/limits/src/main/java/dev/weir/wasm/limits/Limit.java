package dev.weir.wasm.limits;

import dev.weir.engine.HostedResource;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.wasm.limits.param.ParamKey;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.type.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One resource with its rules, compiled.
 *
 * <p>A window that is full stays full until its current bucket ends, as long as nothing but direct
 * flow rules look at it: counts are only added to it, and what leaves it leaves with a bucket. So
 * after a block nobody need be asked until then. The time is remembered from the start of the
 * bucket to its end, because a clock that is set back may lead into a window that is not full. What
 * another worker gives back of its {@link Lease} meanwhile comes a bucket late.
 */
public final class Limit {

  private static final int BUCKET_MS = 500;

  private final Keys keys;
  private final Terms terms;
  private final HostedResource node;
  private final Counters.Ids counters;
  private final Lease lease;
  private long @Nullable [] local;
  private long fullFrom;
  private long fullUntil;
  private @Nullable Rule full;

  Limit(Keys keys, Terms terms, HostedResource node, Counters.Ids counters) {
    this.keys = keys;
    this.terms = terms;
    this.node = node;
    this.counters = counters;
    this.lease = Lease.of(terms.answers().rules());
  }

  /**
   * By what it is found.
   *
   * @param resource its name
   * @param name under which the workers share its state
   * @param shared the same in linear memory, as long as its generation is in force
   * @param compared with calls: the resource's name in linear memory
   * @param generation of the rules; the memory of an older one may have been written over
   */
  record Keys(String resource, String name, Slice shared, Slice compared, int generation) {}

  /**
   * What its rules say.
   *
   * @param answers to blocked callers
   * @param traits what they need
   * @param params which values hotspot rules look at: the arguments of a call, in order
   * @param nodes behind the proxy; null where no outlier rule looks at them
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Terms(Answers answers, Traits traits, ParamKey[] params, @Nullable SharedNodes nodes) {}

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

  /** The state and what it decides. */
  HostedResource node() {
    return node;
  }

  /** Ids of its counters. */
  Counters.Ids counters() {
    return counters;
  }

  /** Calls that this worker may let through by itself. */
  Lease lease() {
    return lease;
  }

  /** Its rules, in order. */
  List<Rule> rules() {
    return terms.answers().rules();
  }

  /** What its rules need. */
  Traits traits() {
    return terms.traits();
  }

  /** Which values a call has to bring, in order. */
  ParamKey[] params() {
    return terms.params();
  }

  /** Its nodes behind the proxy; null when no outlier rule looks at them. */
  @Nullable SharedNodes nodes() {
    return terms.nodes();
  }

  /** What the caller gets that a rule blocks. */
  LocalResponse answer(@Nullable Rule by) {
    return terms.answers().to(by);
  }

  /** State of this worker alone, for when there is no other. */
  long[] local() {
    long[] own = local;
    if (own == null) {
      own = new long[node.cells().length()];
      local = own;
    }
    return own;
  }

  /** The rule that blocks at this moment without being asked, or null. */
  @Nullable Rule fullAt(long nowMs) {
    return nowMs >= fullFrom && nowMs < fullUntil ? full : null;
  }

  /** Remembers a block. */
  void remember(@Nullable Rule by, long nowMs) {
    if (terms.traits().plain() && by instanceof FlowRule flow) {
      int interval = flow.statIntervalInMs();
      boolean buckets = interval % BUCKET_MS == 0 && interval <= 20 * BUCKET_MS;
      int bucket = buckets ? BUCKET_MS : interval;
      fullFrom = nowMs - nowMs % bucket;
      fullUntil = fullFrom + bucket;
      full = by;
    }
  }
}
