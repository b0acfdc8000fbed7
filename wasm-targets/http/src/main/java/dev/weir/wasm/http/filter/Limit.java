package dev.weir.wasm.http.filter;

import dev.weir.engine.Decision;
import dev.weir.engine.FlowNode;
import dev.weir.engine.WindowShape;
import dev.weir.rule.FlowRule;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.type.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One resource with its rules, compiled.
 *
 * <p>A window that is full stays full until its current bucket ends: counts are only added to it,
 * and what leaves it leaves with a bucket. So after a block nobody need be asked until then. The
 * time is remembered from the start of the bucket to its end, because a clock that is set back may
 * lead into a window that is not full.
 */
final class Limit {

  private final Slice resource;
  private final Slice sharedKey;
  private final FlowNode node;
  private final List<FlowRule> rules;
  private final LocalResponse[] answers;
  private final Counters.Pair counters;
  private long fullFrom;
  private long fullUntil;
  private Decision.@Nullable Block full;

  Limit(
      Slice sharedKey,
      int resourceLength,
      FlowNode node,
      List<FlowRule> rules,
      LocalResponse[] answers,
      Counters.Pair counters) {
    this.sharedKey = sharedKey;
    this.resource = new Slice(sharedKey.end() - resourceLength, resourceLength);
    this.node = node;
    this.rules = rules;
    this.answers = answers;
    this.counters = counters;
  }

  /** The bytes that requests are compared with. */
  Slice resource() {
    return resource;
  }

  /** Under which the workers share the windows; ends with the resource. */
  Slice sharedKey() {
    return sharedKey;
  }

  /** The windows and what they decide. */
  FlowNode node() {
    return node;
  }

  /** Ids of the two counters. */
  Counters.Pair counters() {
    return counters;
  }

  /** What the blocked caller gets; the block's rule is one of those that the node was made of. */
  @SuppressWarnings("ReferenceEquality")
  LocalResponse answer(Decision.Block block) {
    int i = 0;
    while (rules.get(i) != block.rule()) {
      i++;
    }
    return answers[i];
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
