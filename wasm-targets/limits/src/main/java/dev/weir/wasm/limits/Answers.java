package dev.weir.wasm.limits;

import dev.weir.rule.Rule;
import dev.weir.wasm.sdk.LocalResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What blocked callers of a resource get: one response for each of its rules. */
final class Answers {

  private final List<Rule> rules;
  private final LocalResponse[] responses;

  /**
   * @param rules of the resource
   * @param responses in the same order
   */
  Answers(List<Rule> rules, LocalResponse[] responses) {
    this.rules = rules;
    this.responses = responses;
  }

  /** The rules, in order. */
  List<Rule> rules() {
    return rules;
  }

  /** The response of the rule that blocks; one of the first rule's if it is not known. */
  LocalResponse to(@Nullable Rule by) {
    for (int i = 0; i < responses.length; i++) {
      Rule rule = rules.get(i);
      if (by != null && rule.id().equals(by.id())) {
        return responses[i];
      }
    }
    return responses[0];
  }
}
