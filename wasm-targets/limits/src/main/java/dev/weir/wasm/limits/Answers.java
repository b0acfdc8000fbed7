package dev.weir.wasm.limits;

import dev.weir.engine.Decision;
import dev.weir.rule.FlowRule;
import dev.weir.wasm.sdk.LocalResponse;
import java.util.List;

/** What blocked callers of a resource get: one response for each of its rules. */
final class Answers {

  private final List<FlowRule> rules;
  private final LocalResponse[] responses;

  /**
   * @param rules of which the resource's node was made
   * @param responses in the same order
   */
  Answers(List<FlowRule> rules, LocalResponse[] responses) {
    this.rules = rules;
    this.responses = responses;
  }

  /** The response of the rule that blocks; it is one of the instances given. */
  @SuppressWarnings("ReferenceEquality")
  LocalResponse to(Decision.Block block) {
    int i = 0;
    while (rules.get(i) != block.rule()) {
      i++;
    }
    return responses[i];
  }
}
