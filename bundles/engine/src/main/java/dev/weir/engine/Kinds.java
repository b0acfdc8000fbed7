package dev.weir.engine;

import dev.weir.engine.breaker.BreakerKind;
import dev.weir.engine.call.Check;
import dev.weir.engine.call.Keep;
import dev.weir.engine.call.Kind;
import dev.weir.engine.call.Names;
import dev.weir.engine.call.Patterns;
import dev.weir.engine.call.ShadowCheck;
import dev.weir.engine.call.Site;
import dev.weir.engine.flow.FlowKind;
import dev.weir.engine.hotspot.HotspotKind;
import dev.weir.engine.isolation.IsolationKind;
import dev.weir.engine.system.SystemKind;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of rules of a resource, in the order in which calls meet them: Sentinel's slots. */
final class Kinds {

  /** In order. */
  static final List<Kind<?>> IN_ORDER =
      List.of(new FlowKind(), new IsolationKind(), new HotspotKind(), new BreakerKind());

  /** System rules: their resource is all inbound traffic together. */
  static final Kind<SystemRule> SYSTEM = new SystemKind();

  private Kinds() {}

  /** Which resources a rule is for; null when it is not of these kinds. */
  static @Nullable Names names(Rule rule, Patterns patterns) {
    for (Kind<?> kind : IN_ORDER) {
      if (kind.type().isInstance(rule)) {
        return names(kind, rule, patterns);
      }
    }
    return null;
  }

  private static <R extends Rule> Names names(Kind<R> kind, Rule rule, Patterns patterns) {
    return kind.names(kind.type().cast(rule), patterns);
  }

  /** Compiles the rules of one resource, going on with the state of those that were in force. */
  static List<Check> compile(List<Rule> rules, List<Check> old, Site site) {
    List<Check> checks = new ArrayList<>();
    for (Kind<?> kind : IN_ORDER) {
      compile(kind, rules, old, site, checks);
    }
    return checks;
  }

  /** Compiles the system rules among some. */
  static List<Check> compileSystem(List<Rule> rules, List<Check> old, Site site) {
    List<Check> checks = new ArrayList<>();
    compile(SYSTEM, rules, old, site, checks);
    return checks;
  }

  private static <R extends Rule> void compile(
      Kind<R> kind, List<Rule> rules, List<Check> old, Site site, List<Check> into) {
    List<Check> left = new ArrayList<>();
    for (Check check : old) {
      if (kind.type().isInstance(check.rule())) {
        left.add(check);
      }
    }
    for (Rule rule : rules) {
      if (kind.type().isInstance(rule)) {
        R typed = kind.type().cast(rule);
        Check predecessor = take(kind, left, typed);
        into.add(compile(kind, typed, site, predecessor));
      }
    }
  }

  private static <R extends Rule> Check compile(
      Kind<R> kind, R rule, Site site, @Nullable Check predecessor) {
    if (!rule.policy().shadow()) {
      return kind.compile(rule, site, predecessor);
    }
    ShadowCheck old = predecessor instanceof ShadowCheck shadow ? shadow : null;
    return new ShadowCheck(
        kind.compile(rule, site, old == null ? null : old.inner()),
        old == null ? site.mark() : old.number(),
        old == null ? site.allocate(ShadowCheck.CELLS) : site.keep(old.cells()));
  }

  /** As Sentinel looks: an equal rule, else the first whose statistic can be kept. */
  private static <R extends Rule> @Nullable Check take(Kind<R> kind, List<Check> left, R rule) {
    int found = -1;
    for (int i = 0; i < left.size(); i++) {
      R old = kind.type().cast(left.get(i).rule());
      boolean shadow = old.policy().shadow();
      Keep keep = shadow == rule.policy().shadow() ? kind.keep(old, rule) : Keep.NOTHING;
      if (keep == Keep.ALL) {
        return left.remove(i);
      }
      if (keep == Keep.STATISTIC && found < 0) {
        found = i;
      }
    }
    return found < 0 ? null : left.remove(found);
  }
}
