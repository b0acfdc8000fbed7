package dev.weir.wasm.limits;

import dev.weir.engine.call.Names;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits of resources that only patterns name: each is made when a call of it first comes, and is
 * limited by itself. Clients choose the names, so {@value #MAX} are known at most during the life
 * of a VM, of at most {@value #MAX_LENGTH} characters; all others that match a rule first share one
 * limit, that of the rule's pattern.
 */
final class PatternLimits {

  /** Most names. */
  static final int MAX = 4_096;

  /** Longest name that is known by itself, in characters. */
  static final int MAX_LENGTH = 256;

  private final LimitCompiler compiler;
  private final Budget budget;
  private final Map<String, Limit> known = new HashMap<>();
  private List<Pattern> patterns = List.of();

  PatternLimits(LimitCompiler compiler, Budget budget) {
    this.compiler = compiler;
    this.budget = budget;
  }

  /**
   * A rule for all resources that match.
   *
   * @param rule the rule
   * @param names which resources
   */
  record Pattern(Rule rule, Names names) {}

  /** Other patterns are in force. */
  void configured(List<Pattern> inForce) {
    patterns = inForce;
    if (inForce.isEmpty()) {
      known.clear();
      budget.noNames();
    }
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** The limit of a resource; null when no pattern matches. */
  @Nullable Limit find(String name) {
    Limit limit = known.get(name);
    if (limit != null && limit.keys().generation() == compiler.laterGeneration()) {
      return limit;
    }
    List<Rule> rules = matching(patterns, name);
    if (rules.isEmpty()) {
      known.remove(name);
      return null;
    }
    boolean own = limit != null || (known.size() < MAX && name.length() <= MAX_LENGTH);
    own = own && (limit != null || budget.name(Weights.name(name, rules.size())));
    return own ? make(name, rules) : shared(rules.get(0).resource());
  }

  /** The limit of names that are not known by themselves. */
  private Limit shared(String pattern) {
    Limit limit = known.get(pattern);
    return limit != null && limit.keys().generation() == compiler.laterGeneration()
        ? limit
        : make(pattern, named(pattern));
  }

  private List<Rule> named(String pattern) {
    List<Rule> rules = new ArrayList<>();
    for (Pattern candidate : patterns) {
      if (candidate.rule().resource().equals(pattern)) {
        rules.add(candidate.rule());
      }
    }
    return rules;
  }

  private Limit make(String name, List<Rule> rules) {
    Limit limit = compiler.later(name, LimitCompiler.exactly(rules));
    known.put(name, limit);
    return limit;
  }

  /** Rules whose pattern a name matches, in order; as many as one resource may have. */
  static List<Rule> matching(List<Pattern> patterns, String name) {
    List<Rule> rules = List.of();
    for (Pattern pattern : patterns) {
      if (rules.size() < LimitCompiler.MAX_RULES_PER_RESOURCE && pattern.names().match(name)) {
        rules = rules.isEmpty() ? new ArrayList<>() : rules;
        rules.add(pattern.rule());
      }
    }
    return rules;
  }
}
