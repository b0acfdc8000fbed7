package dev.weir.story.stage;

import java.util.List;

/**
 * A rule in force, as {@code weir:rules --json} has it.
 *
 * @param id its id
 * @param resource what it limits
 * @param source whose rule it is
 * @param hook the hook that enforces it, or empty
 * @param reason why there, or why nowhere
 */
public record PlacedRule(String id, String resource, String source, String hook, String reason) {

  /**
   * All of them.
   *
   * @param revision of the set
   * @param rules in force
   */
  record All(long revision, List<PlacedRule> rules) {}
}
