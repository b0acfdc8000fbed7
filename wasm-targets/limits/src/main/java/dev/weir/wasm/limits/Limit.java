package dev.weir.wasm.limits;

import dev.weir.engine.Decision;
import dev.weir.engine.FlowNode;
import dev.weir.engine.WindowShape;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.type.Slice;
import org.jspecify.annotations.Nullable;

/**
 * One resource with its rules, compiled.
 *
 * <p>A window that is full stays full until its current bucket ends: counts are only added to it,
 * and what leaves it leaves with a bucket. So after a block nobody need be asked until then. The
 * time is remembered from the start of the bucket to its end, because a clock that is set back may
 * lead into a window that is not full.
 */
public final class Limit {

  private final Keys keys;
  private final FlowNode node;
  private final Answers answers;
  private final Counters.Pair counters;
  private long fullFrom;
  private long fullUntil;
  private Decision.@Nullable Block full;

  Limit(Keys keys, FlowNode node, Answers answers, Counters.Pair counters) {
    this.keys = keys;
    this.node = node;
    this.answers = answers;
    this.counters = counters;
  }

  /**
   * Bytes in linear memory.
   *
   * @param shared under which the workers share the windows
   * @param resource with which requests are compared
   */
  record Keys(Slice shared, Slice resource) {}

  /** The bytes that requests are compared with. */
  Slice resource() {
    return keys.resource();
  }

  /** Under which the workers share the windows. */
  Slice sharedKey() {
    return keys.shared();
  }

  /** The windows and what they decide. */
  FlowNode node() {
    return node;
  }

  /** Ids of the two counters. */
  Counters.Pair counters() {
    return counters;
  }

  /** What the blocked caller gets. */
  LocalResponse answer(Decision.Block block) {
    return answers.to(block);
  }

  /** The block that is certain at this moment without asking, or null. */
  Decision.@Nullable Block fullAt(long nowMs) {
    return nowMs >= fullFrom && nowMs < fullUntil ? full : null;
  }

  /** Remembers a block. */
  void remember(Decision.Block block, long nowMs) {
    int bucket = WindowShape.ofFlowRule(block.rule().statIntervalInMs()).bucketLengthInMs();
    fullFrom = nowMs - nowMs % bucket;
    fullUntil = fullFrom + bucket;
    full = block;
  }
}
