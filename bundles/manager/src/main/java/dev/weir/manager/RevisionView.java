package dev.weir.manager;

import dev.weir.rule.Rule;
import java.util.List;

/**
 * A set of rules that was, or is, in force.
 *
 * @param revision its number
 * @param since when it was put in force, in milliseconds since the epoch
 * @param cause what it came from: a source's name, {@code rollback to 7}, {@code release}
 * @param rules in order of precedence
 */
public record RevisionView(long revision, long since, String cause, List<Sourced> rules) {

  public RevisionView {
    rules = List.copyOf(rules);
  }

  /**
   * A rule of it.
   *
   * @param rule the rule
   * @param source name of its source
   * @param document where the source had it
   * @param revision of the set in which it got the content that it had
   * @param since when that was put in force, in milliseconds since the epoch
   */
  public record Sourced(Rule rule, String source, String document, long revision, long since) {}
}
