package dev.weir.wasm.limits;

import dev.weir.engine.HostedResource;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.wasm.sdk.type.Slice;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has of one resource to decide its calls: its rules, compiled, and what it remembers
 * beside what all workers share.
 *
 * <p>A window that is full stays full until its current bucket ends, as long as nothing but direct
 * flow rules look at it: counts are only added to it, and what leaves it leaves with a bucket. So
 * after a block nobody need be asked until then. The time is remembered from the start of the
 * bucket to its end, because a clock that is set back may lead into a window that is not full. What
 * another worker gives back of its {@link Lease} meanwhile comes a bucket late.
 */
final class LimitState {

  private static final int BUCKET_MS = 500;

  private final Key key;
  private final HostedResource node;
  private final Answers answers;
  private final Traits traits;
  private final @Nullable SharedNodes nodes;
  private final Lease lease;
  private final long weight;
  private long @Nullable [] local;
  private long fullFrom;
  private long fullUntil;
  private @Nullable Rule full;

  LimitState(
      Key key, HostedResource node, Answers answers, Traits traits, @Nullable SharedNodes nodes) {
    this.key = key;
    this.node = node;
    this.answers = answers;
    this.traits = traits;
    this.nodes = nodes;
    this.lease = Lease.of(answers.rules());
    this.weight = Weights.state(this);
  }

  /**
   * Under what the workers share its cells.
   *
   * @param name the key
   * @param bytes the same in linear memory as long as the rules are in force; empty if it is not
   *     there
   */
  record Key(String name, Slice bytes) {}

  Key key() {
    return key;
  }

  HostedResource node() {
    return node;
  }

  Answers answers() {
    return answers;
  }

  Traits traits() {
    return traits;
  }

  @Nullable SharedNodes nodes() {
    return nodes;
  }

  Lease lease() {
    return lease;
  }

  /** What it takes at most, in bytes; grows as hotspot rules come to know values. */
  int weight() {
    return (int) Math.min(weight + node.valueBytes(), Integer.MAX_VALUE >> 1);
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
    if (traits.plain() && by instanceof FlowRule flow) {
      int interval = flow.statIntervalInMs();
      boolean buckets = interval % BUCKET_MS == 0 && interval <= 20 * BUCKET_MS;
      int bucket = buckets ? BUCKET_MS : interval;
      fullFrom = nowMs - nowMs % bucket;
      fullUntil = fullFrom + bucket;
      full = by;
    }
  }
}
