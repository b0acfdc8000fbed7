package dev.weir.engine;

import dev.weir.engine.call.Inbound;
import dev.weir.engine.call.Names;
import dev.weir.engine.call.Plan;
import dev.weir.engine.call.Resource;
import dev.weir.rule.Rule;
import java.util.Arrays;
import java.util.List;

/** All rules in force, compiled: what a load replaces by one reference. */
final class Book {

  private final long revision;
  private final Plan[] plans;
  private final Inbound inbound;
  private final List<Pattern> patterns;

  /**
   * A rule for every resource that matches.
   *
   * @param rule the rule
   * @param names which resources
   */
  record Pattern(Rule rule, Names names) {}

  /**
   * A book.
   *
   * @param revision of the rule set
   * @param plans by the index of their resource
   * @param inbound all inbound traffic together
   * @param patterns rules for more than one resource, in order of precedence
   */
  Book(long revision, List<Plan> plans, Inbound inbound, List<Pattern> patterns) {
    this(revision, with(plans), inbound, List.copyOf(patterns));
  }

  private Book(long revision, Plan[] plans, Inbound inbound, List<Pattern> patterns) {
    this.revision = revision;
    this.plans = plans;
    this.inbound = inbound;
    this.patterns = patterns;
  }

  /** With room for as many resources again. */
  private static Plan[] with(List<Plan> plans) {
    Plan[] array = empty(2 * plans.size() + 1);
    for (int i = 0; i < plans.size(); i++) {
      array[i] = plans.get(i);
    }
    return array;
  }

  private static Plan[] empty(int length) {
    Plan[] plans = new Plan[length];
    Arrays.fill(plans, Plan.EMPTY);
    return plans;
  }

  long revision() {
    return revision;
  }

  Inbound inbound() {
    return inbound;
  }

  List<Pattern> patterns() {
    return patterns;
  }

  /** The plan of a resource; one that is younger than the book has no rules in it. */
  Plan plan(Resource resource) {
    int index = resource.index();
    return index < plans.length ? plans[index] : Plan.EMPTY;
  }

  /**
   * The book with the plan of a resource that is younger and that nobody can find yet: this book,
   * where it has room.
   */
  Book with(Resource made, Plan plan) {
    int index = made.index();
    if (index < plans.length) {
      plans[index] = plan;
      return this;
    }
    Plan[] more = empty(2 * index + 1);
    System.arraycopy(plans, 0, more, 0, plans.length);
    more[index] = plan;
    return new Book(revision, more, inbound, patterns);
  }
}
