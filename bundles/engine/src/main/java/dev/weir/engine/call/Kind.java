package dev.weir.engine.call;

import dev.weir.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * How rules of one kind become {@link Check}s. The extension point of the engine: its list of kinds
 * is in the order in which calls are checked.
 *
 * @param <R> the rules
 */
public interface Kind<R extends Rule> {

  /** The rules' class. */
  Class<R> type();

  /**
   * What a rule in the place of another goes on with, as Sentinel's rule managers have it. Both are
   * for the same resource, whether they name it or have a pattern for it.
   */
  Keep keep(R was, R is);

  /**
   * Compiles a rule for a resource.
   *
   * @param site where it is to work, and where its cells come from
   * @param predecessor the check whose place it takes, of which it may go on with what {@link
   *     #keep} said; null for none
   */
  Check compile(R rule, Site site, @Nullable Check predecessor);

  /**
   * What must be alike for a rule to go on with another's cells where only the cells are known, as
   * text: those of the same kind, layout and lengths fit.
   */
  default String layout(R rule) {
    return "";
  }

  /** Which resources a rule is for. */
  default Names names(R rule, Patterns patterns) {
    return rule.regex() ? patterns.compile(rule.resource()) : Names.of(rule.resource());
  }
}
